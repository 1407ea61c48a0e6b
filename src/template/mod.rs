//! The only user of handlebars.
