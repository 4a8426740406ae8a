//! Serves a development build, rebuilds it on every change, and makes open pages reload.

use std::{
    collections::BTreeMap,
    net::{TcpListener, TcpStream},
    path::PathBuf,
    process::{Child, Command},
    sync::{Arc, Mutex, PoisonError},
    thread,
    time::{Duration, SystemTime},
};

use anyhow::{Context, Result};
use tungstenite::{Message, WebSocket};

use crate::{
    page::{self, Kind},
    project::Project,
    run::{cargo, run, step},
    stamp::files_under,
    worker,
};

const WATCHED: [&str; 9] = [
    "Cargo.toml",
    "Cargo.lock",
    "Leptos.toml",
    "crates",
    "locales",
    "migrations",
    "public",
    "src",
    "style",
];

/// The interval between two checks of the files.
const PAUSE: Duration = Duration::from_millis(300);

/// Serves until the process is interrupted.
pub fn serve(project: &Project) -> Result<()> {
    let pages = Pages::listen(project.options.reload_port)?;
    worker::build(project)?;
    let mut server = None;
    loop {
        let seen = snapshot(project)?;
        match build(project) {
            Ok(()) => {
                stop(server.take());
                server = Some(start(project)?);
                eprintln!("Serving on http://{}", project.options.site_addr);
                pages.reload();
            }
            // The previous server continues; the next change triggers another build.
            Err(error) => eprintln!("xtask: {error:#}"),
        }
        while snapshot(project)? == seen {
            thread::sleep(PAUSE);
        }
    }
}

fn build(project: &Project) -> Result<()> {
    page::build(project, Kind::Development)?;
    step("server", || {
        run(cargo().args(["build", "--bin=spaces", "--no-default-features", "--features=ssr"]))
    })
}

fn start(project: &Project) -> Result<Child> {
    Command::new(project.server("debug"))
        .env("SPACES_LISTEN", project.options.site_addr.to_string())
        .env("LEPTOS_WATCH", "1")
        .spawn()
        .context("the server cannot be started")
}

fn stop(server: Option<Child>) {
    if let Some(mut server) = server {
        // This fails only if the server has already ended.
        let _ = server.kill();
        let _ = server.wait();
    }
}

/// Returns the modification time of each watched file.
fn snapshot(project: &Project) -> Result<BTreeMap<PathBuf, Option<SystemTime>>> {
    let mut seen = BTreeMap::new();
    for place in WATCHED {
        for path in files_under(&project.root.join(place))? {
            let written = path.metadata().and_then(|file| file.modified()).ok();
            seen.insert(path, written);
        }
    }
    Ok(seen)
}

/// The open pages, each with the connection that Leptos' `AutoReload` made.
#[derive(Clone, Default)]
struct Pages(Arc<Mutex<Vec<WebSocket<TcpStream>>>>);

impl Pages {
    fn listen(port: u32) -> Result<Self> {
        let port = u16::try_from(port).context("reload-port is not a port")?;
        let listener = TcpListener::bind(("127.0.0.1", port)).with_context(|| format!("port {port} cannot be used"))?;
        let pages = Self::default();
        let open = pages.clone();
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                if let Ok(page) = tungstenite::accept(stream) {
                    open.0.lock().unwrap_or_else(PoisonError::into_inner).push(page);
                }
            }
        });
        Ok(pages)
    }

    /// Tells every open page to reload, and drops closed connections.
    fn reload(&self) {
        let mut open = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        open.retain_mut(|page| page.send(Message::text(r#"{"all":true}"#)).is_ok());
    }
}
