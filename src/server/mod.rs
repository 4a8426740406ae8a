//! The server: configuration, routes, sessions, the gate and the store.

mod assets;
mod audit_export;
mod backup;
mod cli;
pub mod clock;
pub mod config;
mod csrf;
mod csv_dialect;
mod demo;
mod document;
mod errors;
mod export;
pub mod gate;
pub mod imports;
mod logging;
pub mod people;
mod router;
mod security;
pub mod session;
mod sign_in;
mod sign_in_limits;
pub mod state;
mod statistics_export;
pub mod store;

use std::{net::SocketAddr, process::ExitCode, sync::Arc, time::Duration};

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
                Some(command) => cli::run(command, &config).await,
                None => serve(config).await,
            }
        })
    });
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &str) -> ExitCode {
    eprintln!("{error}");
    ExitCode::FAILURE
}

/// Serves until it is told to stop.
async fn serve(mut config: Config) -> Result<(), String> {
    let _hold = backup::Hold::take(&config.data)?;
    let said = |error: &dyn std::fmt::Display| format!("{}: {error}", config.data.display());
    let store = Store::open(&config.data).await.map_err(|error| said(&error))?;
    let listener = tokio::net::TcpListener::bind(config.listen)
        .await
        .map_err(|error| format!("Cannot listen on {}: {error}", config.listen))?;
    config.listen = listener.local_addr().map_err(|error| error.to_string())?;
    let state = AppState {
        store: store.clone(),
        sign_in_limits: Arc::new(SignInLimits::new().map_err(|error| error.to_string())?),
        config: Arc::new(config),
        jobs: Default::default(),
        running_imports: Default::default(),
    };
    greet(&state).await.map_err(|error| error.to_string())?;
    tokio::spawn(sweep(state.clone()));
    let app = router::router(state).into_make_service_with_connect_info::<SocketAddr>();
    axum::serve(listener, app)
        .with_graceful_shutdown(told_to_stop())
        .await
        .map_err(|error| error.to_string())?;
    store.close().await;
    tracing::info!("stopped");
    Ok(())
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

/// Resolves on ctrl-c or SIGTERM. Requests under way are answered, for ten seconds at most.
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
    tokio::spawn(async {
        tokio::time::sleep(Duration::from_secs(10)).await;
        tracing::warn!("requests are still under way; stopping all the same");
        std::process::exit(0);
    });
}
