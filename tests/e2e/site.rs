//! A static server that gives the page from a subfolder, and counts what it is asked for.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

/// Where the page lives: never at the root.
const FOLDER: &str = "/some/where/page/";

/// A page that shows the page in a frame.
const FRAME: &str = "<!doctype html><html lang=en><link rel=icon href=data:,><title>Frame</title>\
                     <iframe title=Playground src=page/ width=720 height=700></iframe>";

/// A running server; it ends with the runtime it was started in.
pub struct Site {
    address: String,
    state: Arc<Mutex<State>>,
}

#[derive(Default)]
struct State {
    asked: Vec<String>,
    closed: bool,
    replaced: HashMap<String, String>,
}

impl Site {
    /// Serves the folder that `NSP_DIST` names.
    pub async fn start() -> Self {
        let dist = std::env::var_os("NSP_DIST");
        let dist = dist.expect("NSP_DIST names the published page: run `cargo xtask test e2e`");
        let dist = PathBuf::from(dist);
        assert!(dist.join("index.html").is_file(), "{} holds no page", dist.display());
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = format!("http://{}", listener.local_addr().unwrap());
        let state = Arc::new(Mutex::new(State::default()));
        tokio::spawn(serve(listener, dist, Arc::clone(&state)));
        Self { address, state }
    }

    /// The address of the page.
    pub fn page(&self) -> String {
        format!("{}{FOLDER}", self.address)
    }

    /// The address of a page that shows it in a frame.
    pub fn frame(&self) -> String {
        format!("{}/some/where/frame", self.address)
    }

    /// How many files were asked for so far.
    pub fn asked(&self) -> usize {
        self.state.lock().unwrap().asked.len()
    }

    /// Answers nobody any more.
    pub fn close(&self) {
        self.state.lock().unwrap().closed = true;
    }

    /// The text of a file of the page.
    pub fn read(name: &str) -> String {
        let dist = PathBuf::from(std::env::var_os("NSP_DIST").unwrap());
        std::fs::read_to_string(dist.join(name)).unwrap()
    }

    /// Gives another text in place of a file of the page, as the next version would.
    pub fn replace(&self, name: &str, text: String) {
        self.state.lock().unwrap().replaced.insert(name.to_owned(), text);
    }
}

async fn serve(listener: TcpListener, dist: PathBuf, state: Arc<Mutex<State>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (dist, state) = (dist.clone(), Arc::clone(&state));
        if state.lock().unwrap().closed {
            continue;
        }
        tokio::spawn(async move {
            // A browser that hangs up early is no failure of the page.
            let _ = answer(stream, &dist, &state).await;
        });
    }
}

async fn answer(mut stream: TcpStream, dist: &Path, state: &Mutex<State>) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return Ok(()),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split_whitespace().nth(1).unwrap_or("/").to_owned();
    state.lock().unwrap().asked.push(path.clone());
    let path = path.split('?').next().unwrap_or_default();
    let file = match path {
        "/some/where/frame" => Some((FRAME.as_bytes().to_vec(), "text/html")),
        _ => path.strip_prefix(FOLDER).and_then(|name| file(dist, name, state)),
    };
    let (status, (body, kind)) = match file {
        Some(file) => ("200 OK", file),
        None => ("404 Not Found", (Vec::new(), "text/plain")),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await?;
    stream.write_all(&body).await?;
    stream.shutdown().await
}

fn file(dist: &Path, name: &str, state: &Mutex<State>) -> Option<(Vec<u8>, &'static str)> {
    let name = if name.is_empty() { "index.html" } else { name };
    if name.contains("..") {
        return None;
    }
    let kind = match name.rsplit('.').next()? {
        "html" => "text/html",
        "css" => "text/css",
        "js" => "text/javascript",
        "wasm" => "application/wasm",
        "woff2" => "font/woff2",
        "json" => "application/json",
        _ => "application/octet-stream",
    };
    let replaced = state.lock().unwrap().replaced.get(name).cloned();
    let body = replaced.map(String::into_bytes);
    Some((body.or_else(|| std::fs::read(dist.join(name)).ok())?, kind))
}
