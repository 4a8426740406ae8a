//! The server: configuration, routes, sessions, the gate and the store.

mod accept;
mod assets;
mod audit_export;
mod backup;
mod bodies;
mod cli;
pub mod clock;
pub mod config;
mod connections;
mod csrf;
mod csv_dialect;
mod demo;
mod document;
mod errors;
mod export;
mod form_errors;
pub mod gate;
mod hashing;
pub mod imports;
pub mod jobs;
mod leptos_toml;
mod logging;
pub mod operations;
pub mod people;
pub mod permits;
mod rendering;
mod router;
mod security;
pub mod session;
mod sign_in;
mod sign_in_limits;
pub mod state;
mod statistics_export;
pub mod store;

use std::{process::ExitCode, sync::Arc, time::Duration};

pub use assets::embed;
use clap::Parser;
use config::Config;
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
    let runtime = match tokio::runtime::Runtime::new() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.to_string()),
    };
    let config = cli.config();
    let done = logging::start(&cli.log, cli.log_json).and_then(|()| {
        runtime.block_on(async {
            match &cli.command {
                Some(command) => cli::run(command, &config).await.map(|()| ExitCode::SUCCESS),
                None => serve(config).await,
            }
        })
    });
    // Threads that block (a hash, a file) end with the process; nobody waits for what they do.
    runtime.shutdown_timeout(Duration::from_secs(1));
    done.unwrap_or_else(|error| failed(&error))
}

fn failed(error: &str) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

/// Time that requests under way have to end when the server stops.
const REQUESTS_END: Duration = Duration::from_secs(10);
/// Time that renderings, whose browsers may have gone, have to end after them.
const RENDERINGS_END: Duration = Duration::from_secs(5);
/// Time that background jobs have to end by themselves, and then to be rolled back.
const JOBS_END: Duration = Duration::from_secs(5);
/// Time that the store has to close.
const STORE_CLOSES: Duration = Duration::from_secs(10);
/// The exit code of a server that stopped as it was told, but had to break something off.
const BROKEN_OFF: u8 = 3;

/// Serves until it is told to stop.
async fn serve(mut config: Config) -> Result<ExitCode, String> {
    let _hold = backup::Hold::take(&config.data)?;
    let listener = connections::listen(config.listen).await?;
    config.listen = listener.local_addr().map_err(|error| error.to_string())?;
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", config.data.display());
    let store = Store::open(&config.data).await.map_err(|error| said(&error))?;
    let state = AppState {
        store: store.clone(),
        sign_in_limits: Arc::new(SignInLimits::new().map_err(|error| error.to_string())?),
        config: Arc::new(config),
        jobs: Default::default(),
    };
    greet(&state).await.map_err(|error| error.to_string())?;
    jobs::sweep::start(state.clone());
    let (app, limits) = (router::router(state.clone()), connections::Limits::of_this_process());
    let trusted = &state.config.trusted_proxies;
    let answered = connections::serve(listener, app, limits, trusted, told_to_stop(), REQUESTS_END).await;
    Ok(stop(&state, answered).await)
}

/// Stops in order: no connection is left; what runs beside requests ends, then the store is closed.
async fn stop(state: &AppState, answered: bool) -> ExitCode {
    if !answered {
        tracing::warn!("requests were still under way after {REQUESTS_END:?} and were broken off");
    }
    let rendered = rendering::ended(RENDERINGS_END).await;
    // Between the requests that start jobs and the store that they write to.
    let worked = state.jobs.supervisor.shut_down(JOBS_END).await;
    let closed = tokio::time::timeout(STORE_CLOSES, state.store.close()).await.is_ok();
    if !closed {
        tracing::warn!(
            "the database was in use after {STORE_CLOSES:?}; what it wrote is in its log and read at the next start"
        );
    }
    tracing::info!(answered, rendered, worked, closed, "stopped");
    match answered && rendered && worked && closed {
        true => ExitCode::SUCCESS,
        false => ExitCode::from(BROKEN_OFF),
    }
}

/// Says where the server is, and where the first administrator is made.
async fn greet(state: &AppState) -> Result<(), StoreError> {
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
async fn told_to_stop() {
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
