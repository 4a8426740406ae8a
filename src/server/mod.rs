//! The server: configuration, routes, sessions, the gate and the store.

mod accept;
mod assets;
mod audit_export;
mod backup;
mod bodies;
mod cli;
pub mod clock;
pub mod compression;
pub mod config;
mod connections;
mod conversation_export;
mod csrf;
mod csv_dialect;
mod demo;
mod document;
mod errors;
mod export;
pub mod files;
mod form_errors;
pub mod gate;
mod hashing;
pub mod imports;
pub mod jobs;
mod leptos_toml;
mod live;
mod logging;
pub mod mail;
pub mod markdown;
pub mod operations;
pub mod people;
pub mod permits;
pub mod previews;
mod rendering;
mod repetition;
mod router;
mod security;
pub mod serving;
pub mod session;
mod sign_in;
mod sign_in_limits;
pub mod state;
mod statistics_export;
pub mod store;
mod streamed;

use std::{process::ExitCode, sync::Arc, time::Duration};

pub use assets::embed;
use clap::Parser;
use config::Config;
use files::{Blobs, Uploads};
use permits::{Purpose, SystemPermit};
use sign_in_limits::SignInLimits;
use state::AppState;
use store::{
    Store, StoreError,
    people::{links, users},
};

/// Runs the program.
pub fn run() -> ExitCode {
    let cli = cli::Cli::parse();
    if let Some(cli::Command::MakePreviews { task, detail }) = &cli.command {
        return previews::child::run(task, detail);
    }
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    let config = match cli.config() {
        Ok(config) => config,
        Err(error) => return failed(&error),
    };
    let done = logging::start(&cli.log, cli.log_json).and_then(|()| {
        runtime.block_on(async {
            match &cli.command {
                Some(command) => cli::run(command, &config).await.map(|()| ExitCode::SUCCESS),
                None => serve(config).await,
            }
        })
    });
    // Blocking threads (a hash, a file) end with the process; nobody waits for their results.
    runtime.shutdown_timeout(Duration::from_secs(1));
    done.unwrap_or_else(|error| failed(&error))
}

fn failed(error: &str) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

/// Time limit for the requests in progress when the server stops.
const REQUESTS_END: Duration = Duration::from_secs(10);
/// Time limit after that for renderings, whose browsers may have disconnected.
const RENDERINGS_END: Duration = Duration::from_secs(5);
/// Time limit for background jobs to end by themselves, and again for rolling back those that did not.
const JOBS_END: Duration = Duration::from_secs(5);
/// Time limit for closing the store.
const STORE_CLOSES: Duration = Duration::from_secs(10);
/// The exit code of a server that stopped on a signal but had to abort something.
const ABORTED: u8 = 3;

/// Serves until a signal stops the server.
async fn serve(mut config: Config) -> Result<ExitCode, String> {
    let _hold = backup::DataLock::acquire(&config.data)?;
    let listener = connections::listen(config.listen).await?;
    config.listen = listener.local_addr().map_err(|error| error.to_string())?;
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", config.data.display());
    let store = Store::open(&config.data).await.map_err(|error| said(&error))?;
    let limits = connections::Limits::of_this_process();
    let blobs = Blobs::open(&config)?;
    let state = AppState {
        store: store.clone(),
        blobs,
        uploads: Uploads::new(&config.data),
        sign_in_limits: Arc::new(SignInLimits::new().map_err(|error| error.to_string())?),
        config: Arc::new(config),
        jobs: Default::default(),
        live: live::Hub::new(limits.web_sockets),
    };
    print_addresses(&state).await.map_err(|error| error.to_string())?;
    jobs::sweep::start(state.clone());
    jobs::memory::start(&state.jobs);
    jobs::mail::start(&state)?;
    jobs::notices::start(&state.jobs, &state.store);
    jobs::previews::start(&state);
    let app = router::router(state.clone());
    let trusted = &state.config.trusted_proxies;
    let answered = connections::serve(listener, app, limits, trusted, stop_signal(), REQUESTS_END).await;
    Ok(stop(&state, answered).await)
}

/// Stops in order: when all connections are closed, the background jobs end, then the store is closed.
async fn stop(state: &AppState, answered: bool) -> ExitCode {
    if !answered {
        tracing::warn!("requests were still in progress after {REQUESTS_END:?} and were aborted");
    }
    let rendered = rendering::ended(RENDERINGS_END).await;
    // The jobs end after the requests that start them, and before the store that they write to.
    let worked = state.jobs.supervisor.shut_down(JOBS_END).await;
    let closed = tokio::time::timeout(STORE_CLOSES, state.store.close()).await.is_ok();
    if !closed {
        tracing::warn!(
            "the database was still in use after {STORE_CLOSES:?}; its write-ahead log is read at the next start"
        );
    }
    tracing::info!(answered, rendered, worked, closed, "stopped");
    match answered && rendered && worked && closed {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(ABORTED),
    }
}

/// Prints the address of the server, and the link for the first administrator if there is none yet.
async fn print_addresses(state: &AppState) -> Result<(), StoreError> {
    tracing::info!(
        version = env!("CARGO_PKG_VERSION"),
        sqlite = state.store.engine_version().await?,
        listen = %state.config.listen,
        data = %state.config.data.display(),
        "serving"
    );
    println!("Spaces is at {}", state.config.link("/"));
    if !users::exist(&state.store).await? {
        let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
        let token = links::make(&mut tx, links::Kind::Setup, None).await?;
        tx.commit().await?;
        println!(
            "Create the first administrator at {}",
            state.config.link(&format!("/setup?token={token}"))
        );
    }
    Ok(())
}

/// Resolves on ctrl-c or SIGTERM.
async fn stop_signal() {
    let terminated = async {
        match tokio::signal::unix::signal(tokio::signal::unix::SignalKind::terminate()) {
            Ok(mut signal) => {
                signal.recv().await;
            }
            Err(_) => std::future::pending().await,
        }
    };
    tokio::select! {
        _ = tokio::signal::ctrl_c() => {}
        () = terminated => {}
    }
    tracing::info!("stopping");
}
