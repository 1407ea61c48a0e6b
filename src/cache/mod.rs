//! What earlier builds left.
