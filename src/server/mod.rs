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
mod leptos_toml;
mod logging;
pub mod people;
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
        running_imports: Default::default(),
    };
    greet(&state).await.map_err(|error| error.to_string())?;
    let sweeping = tokio::spawn(sweep(state.clone()));
    let (app, limits) = (router::router(state.clone()), connections::Limits::of_this_process());
    let trusted = &state.config.trusted_proxies;
    let answered = connections::serve(listener, app, limits, trusted, told_to_stop(), REQUESTS_END).await;
    sweeping.abort();
    Ok(stop(&store, answered).await)
}

/// Stops in order: no connection is left; what runs beside requests ends, then the store is closed.
async fn stop(store: &Store, answered: bool) -> ExitCode {
    if !answered {
        tracing::warn!("requests were still under way after {REQUESTS_END:?} and were broken off");
    }
    let rendered = rendering::ended(RENDERINGS_END).await;
    // Background jobs end here: between the requests that start them and the store that they write to.
    let closed = tokio::time::timeout(STORE_CLOSES, store.close()).await.is_ok();
    if !closed {
        tracing::warn!(
            "the database was in use after {STORE_CLOSES:?}; what it wrote is in its log and read at the next start"
        );
    }
    tracing::info!(answered, rendered, closed, "stopped");
    match answered && rendered && closed {
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
        let mut tx = state.store.begin().await?;
        let token = links::make(&mut tx, links::Kind::Setup, None).await?;
        tx.commit().await?;
        println!(
            "Create the first administrator at {}",
            state.config.link(&format!("/setup?token={token}"))
        );
    }
    Ok(())
}

/// Clears away, every hour, what ended.
async fn sweep(state: AppState) {
    let mut hours = tokio::time::interval(Duration::from_secs(60 * 60));
    loop {
        hours.tick().await;
        state.sign_in_limits.sweep();
        if let Err(cause) = store::sessions::sweep(&state.store).await {
            tracing::warn!(%cause, "ended sessions could not be cleared away");
        }
        match store::spaces::trash::purge(&state.store, clock::now()).await {
            Ok(0) => {}
            Ok(spaces) => tracing::info!(spaces, "removed from the trash"),
            Err(cause) => tracing::warn!(%cause, "the trash could not be cleared"),
        }
        match store::audit::forget_old(&state.store, clock::now()).await {
            Ok(0) => {}
            Ok(lines) => tracing::info!(lines, "removed from the audit log"),
            Err(cause) => tracing::warn!(%cause, "the audit log could not be shortened"),
        }
        match store::imports::sweep(&state.store, clock::now()).await {
            Ok(0) => {}
            Ok(imports) => tracing::info!(imports, "cancelled imports that were left"),
            Err(cause) => tracing::warn!(%cause, "imports that were left could not be cleared away"),
        }
        // A server that died behind a large import left spaces that no search finds.
        if let Err(cause) = store::imports::index_new(&state.store).await {
            tracing::warn!(%cause, "the search index could not be brought up to date");
        }
    }
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
