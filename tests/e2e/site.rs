//! A static server that gives the page from a subfolder, and counts what it is asked for.

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
    asked: Arc<Mutex<Vec<String>>>,
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
        let asked = Arc::new(Mutex::new(Vec::new()));
        tokio::spawn(serve(listener, dist, Arc::clone(&asked)));
        Self { address, asked }
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
        self.asked.lock().unwrap().len()
    }
}

async fn serve(listener: TcpListener, dist: PathBuf, asked: Arc<Mutex<Vec<String>>>) {
    while let Ok((stream, _)) = listener.accept().await {
        let (dist, asked) = (dist.clone(), Arc::clone(&asked));
        tokio::spawn(async move {
            // A browser that hangs up early is no failure of the page.
            let _ = answer(stream, &dist, &asked).await;
        });
    }
}

async fn answer(
    mut stream: TcpStream,
    dist: &Path,
    asked: &Mutex<Vec<String>>,
) -> std::io::Result<()> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        match stream.read_u8().await {
            Ok(byte) => head.push(byte),
            Err(_) => return Ok(()),
        }
    }
    let head = String::from_utf8_lossy(&head).into_owned();
    let path = head.split_whitespace().nth(1).unwrap_or("/").to_owned();
    asked.lock().unwrap().push(path.clone());
    let path = path.split('?').next().unwrap_or_default();
    let file = match path {
        "/some/where/frame" => Some((FRAME.as_bytes().to_vec(), "text/html")),
        _ => path.strip_prefix(FOLDER).and_then(|name| file(dist, name)),
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

fn file(dist: &Path, name: &str) -> Option<(Vec<u8>, &'static str)> {
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
    Some((std::fs::read(dist.join(name)).ok()?, kind))
}
