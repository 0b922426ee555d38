//! A server on loopback that gives each connection a thread of its own, so that no request waits behind an idle one.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;

/// What a path is answered with.
pub(crate) struct Answer {
    pub(crate) status: u16,
    pub(crate) kind: &'static str,
    pub(crate) bytes: Vec<u8>,
}

/// What a browser asks.
pub(crate) struct Request {
    /// Starts without `/`.
    pub(crate) path: String,
    /// All of it, as it came.
    pub(crate) text: String,
}

/// Serves until the process ends; returns the address.
pub(crate) fn serve(answer: impl Fn(&Request) -> Answer + Send + Sync + 'static) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = format!("http://{}/", listener.local_addr().expect("an address"));
    let answer = Arc::new(answer);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let answer = Arc::clone(&answer);
            // A browser that goes away in between is its own affair.
            std::thread::spawn(move || drop(respond(&stream, &*answer)));
        }
    });
    address
}

fn respond(mut stream: &TcpStream, answer: &dyn Fn(&Request) -> Answer) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream);
    let mut text = String::new();
    while reader.read_line(&mut text)? > 2 {}
    let length = text.lines().find_map(|line| {
        let (name, value) = line.split_once(':')?;
        name.eq_ignore_ascii_case("content-length").then(|| value.trim().parse().ok())?
    });
    let mut body = Vec::new();
    reader.take(length.unwrap_or(0)).read_to_end(&mut body)?;
    text.push_str(&String::from_utf8_lossy(&body));
    let path = text.split(' ').nth(1).unwrap_or_default().trim_start_matches('/').to_owned();
    let Answer { status, kind, bytes } = answer(&Request { path, text });
    write!(
        stream,
        "HTTP/1.1 {status} -\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        bytes.len()
    )?;
    stream.write_all(&bytes)
}
