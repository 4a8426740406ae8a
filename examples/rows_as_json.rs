//! Serves the first page of the list as JSON from a minimal handler, without sessions, layers or a page around it. The
//! benchmark compares the server's page with it (bench/parts/render.mjs). It compresses as the server does.

use std::{error::Error, net::SocketAddr, path::PathBuf};

use axum::{Json, Router, extract::State, http::StatusCode, routing::get};
use clap::Parser;
use domain::{
    access::Viewer,
    list_query::{ListQuery, Place},
    space::SpacePage,
};
use spaces::server::{
    clock, compression,
    store::{Store, StoreError, Zone, people::users, spaces::list},
};

#[derive(Parser)]
struct Arguments {
    /// Data folder
    #[arg(long)]
    data: PathBuf,
    /// Address to listen on
    #[arg(long)]
    listen: SocketAddr,
    /// E-mail of the person whose list is served
    #[arg(long)]
    email: String,
}

#[derive(Clone)]
struct Account {
    store: Store,
    viewer: Viewer,
}

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let arguments = Arguments::parse();
    let store = Store::open(&arguments.data).await?;
    let found = users::credentials(&store, &arguments.email).await?;
    let (id, _) = found.ok_or("Nobody here has this e-mail.")?;
    let mut conn = store.reader().acquire().await?;
    let me = users::me(&mut conn, id).await?.ok_or("This person is deactivated.")?;
    drop(conn);
    let viewer = me.viewer();
    let app = Router::new()
        .route("/", get(rows))
        .layer(compression::layer())
        .with_state(Account { store, viewer });
    let listener = tokio::net::TcpListener::bind(arguments.listen).await?;
    Ok(axum::serve(listener, app).await?)
}

async fn rows(State(account): State<Account>) -> Result<Json<SpacePage>, StatusCode> {
    first_page(&account)
        .await
        .map(Json)
        .map_err(|_| StatusCode::INTERNAL_SERVER_ERROR)
}

async fn first_page(Account { store, viewer }: &Account) -> Result<SpacePage, StoreError> {
    let mut tx = store.reader().begin().await?;
    let query = ListQuery::default();
    let zone = Zone::named("Europe/Warsaw");
    let cursors = store.cursors();
    list::page(&mut tx, viewer, &zone, cursors, &query, &Place::First, clock::now()).await
}
