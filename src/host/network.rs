//! One exchange over TCP with a program that listens on the loopback of another network name space.

use std::fs::File;
use std::io::{self, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::os::fd::AsFd;
use std::path::Path;
use std::time::Duration;

use rustix::thread::{LinkNameSpaceType, move_into_link_name_space};

/// How long an answer may be waited for.
const PATIENCE: Duration = Duration::from_mins(2);

/// Sends `request` to `port` on 127.0.0.1 in the name space `network` (`/proc/PID/ns/net`) and returns all that is answered until
/// the other side closes. The thread that enters the name space is one of its own, so that the caller stays where it is.
pub fn exchange(network: &Path, port: u16, request: &[u8]) -> io::Result<Vec<u8>> {
    std::thread::scope(|scope| {
        let work = scope.spawn(|| {
            move_into_link_name_space(File::open(network)?.as_fd(), Some(LinkNameSpaceType::Network))?;
            let mut stream = TcpStream::connect((Ipv4Addr::LOCALHOST, port))?;
            stream.set_read_timeout(Some(PATIENCE))?;
            stream.write_all(request)?;
            let mut answer = Vec::new();
            match stream.read_to_end(&mut answer) {
                // A server that refuses may reset the connection: what came before is the answer.
                Err(error) if error.kind() != io::ErrorKind::ConnectionReset => Err(error),
                _ => Ok(answer),
            }
        });
        work.join().unwrap_or_else(|_| Err(io::Error::other("the exchange ended early")))
    })
}
