//! All routes of the server, in one file, so that the order of their layers can be read at once.

use std::{
    any::Any,
    sync::{Arc, OnceLock},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::{Path, Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use domain::{
    add_on::AddOn, audit::Filter, error::AppError, export::Wanted, list_query::ListQuery, statistics::StatisticsQuery,
    topic::ConversationFormat,
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    assets::{self, assets},
    audit_export, bodies, compression, conversation_export,
    document::document,
    errors, export,
    files::tus,
    form_errors,
    gate::Gate,
    live, logging,
    mail::unsubscribe,
    rendering, security,
    session::{self, Setting},
    sign_in,
    state::{AppState, CurrentPerson},
    statistics_export,
    store::{
        StoreError, account,
        people::{links, users},
    },
};
use crate::{
    api::{PageStatus, add_ons, page_status},
    i18n::Messages,
    ui::{app::App, pages::lazy::LazyPage},
};

mod files;

/// Maximum body size of a form, in bytes.
const LARGEST_FORM: usize = 64 * 1024;
/// Maximum body size of a form with the ids of ticked rows, in bytes.
const LARGEST_TICKED: usize = 512 * 1024;
/// Pages for people who are not signed in.
const OPEN: [&str; 3] = ["/sign-in", "/setup", "/join"];
/// The route of the server functions.
const FUNCTIONS: &str = "/api/{name}";
/// The route of the health check.
const HEALTH: &str = "/healthz";

/// Returns the plain routes that take forms. Four of them also have a page.
fn form_routes() -> [(&'static str, MethodRouter<AppState>); 8] {
    let form = |methods| limited(methods, LARGEST_FORM);
    [
        (export::PATH, limited(post(download_ticked), LARGEST_TICKED)),
        ("/sign-in", form(get(page).post(sign_in::sign_in))),
        ("/setup", form(get(page).post(sign_in::set_up))),
        ("/join", form(get(page).post(sign_in::join))),
        (unsubscribe::ROUTE, form(get(unsubscribe::show).post(unsubscribe::stop))),
        ("/sign-out", form(post(sign_in::sign_out))),
        ("/language", form(post(sign_in::language))),
        ("/theme", form(post(sign_in::theme))),
    ]
}

/// Limits the bodies of these methods, and renders their errors as pages.
fn limited(methods: MethodRouter<AppState>, most: usize) -> MethodRouter<AppState> {
    methods
        .layer(from_fn(move |request: Request, next: Next| {
            bodies::bounded(most, request, next)
        }))
        .layer(from_fn(form_errors::as_page))
}

/// Returns the routes of files that are generated for each request.
fn download_routes() -> [(&'static str, MethodRouter<AppState>); 4] {
    [
        (audit_export::PATH, get(download_audit_log)),
        (conversation_export::PATH, get(download_conversation)),
        (export::PATH, get(download_spaces)),
        (statistics_export::PATH, get(download_statistics)),
    ]
}

/// Returns the router of the whole server.
pub fn router(state: AppState) -> Router {
    let mut forms = Router::new();
    for (path, methods) in form_routes() {
        forms = forms.route(path, methods);
    }
    let functions = Router::new()
        .route(FUNCTIONS, post(call))
        .layer(from_fn(errors::translate));
    let mut pages = Router::new();
    for path in page_paths(&state) {
        pages = pages.route(path, get(page));
    }
    for (path, methods) in download_routes() {
        pages = pages.route(path, methods);
    }
    for (path, methods) in files::routes() {
        pages = pages.route(path, methods);
    }
    for (path, methods) in tus::routes() {
        pages = pages.route(path, methods);
    }
    pages = pages.route(domain::live::PATH, get(live::connect));
    forms
        .merge(functions)
        .merge(pages)
        .fallback(missing)
        .layer(from_fn_with_state(state.clone(), session::identify))
        .layer(session::layer(&state))
        .layer(compression::layer())
        .route(HEALTH, get(health))
        .layer(from_fn(assets::serve))
        .layer(CatchPanicLayer::custom(
            errors::panicked as fn(Box<dyn Any + Send>) -> Response,
        ))
        .layer(from_fn_with_state(state.clone(), security::guard))
        .layer(from_fn(logging::log_requests))
        .with_state(state)
}

/// Returns the paths of the application's pages, except those that have forms. They are listed only once: while Leptos
/// lists routes, server functions in all pages of the process receive no data, and resources would wait forever.
fn page_paths(state: &AppState) -> &'static [String] {
    static PATHS: OnceLock<Vec<String>> = OnceLock::new();
    PATHS.get_or_init(|| list_pages(state))
}

fn list_pages(state: &AppState) -> Vec<String> {
    let context = contexts(
        state,
        CurrentPerson::default(),
        Setting {
            language: Default::default(),
            theme: Default::default(),
            compact_rows: false,
        },
    );
    let (listed, _) = leptos_axum::generate_route_list_with_exclusions_and_ssg_and_context(App, None, context);
    let mut paths: Vec<String> = listed
        .iter()
        .map(|listing| listing.path().to_owned())
        .filter(|path| !OPEN.contains(&path.as_str()))
        .collect();
    paths.sort();
    paths.dedup();
    paths
}

/// Returns the function that provides the context of server functions and pages.
fn contexts(state: &AppState, person: CurrentPerson, setting: Setting) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = state.clone();
    move || {
        provide_context(state.clone());
        provide_context(person.clone());
        provide_context(Messages(setting.language));
        provide_context(setting.theme);
    }
}

/// Handles a call of a server function.
async fn call(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    request: Request,
) -> Response {
    let known = server_fn::axum::server_fn_paths()
        .any(|(path, method)| path == request.uri().path() && method == request.method());
    let switched_off = match known {
        true => is_switched_off(&state, add_ons::of_function(request.uri().path())).await,
        false => Ok(true),
    };
    match switched_off {
        Ok(false) => {}
        Ok(true) => return errors::answer(AppError::NotFound).into_response(),
        Err(error) => return errors::answer(error.into()).into_response(),
    }
    leptos_axum::handle_server_fns_with_context(contexts(&state, person, setting), request)
        .await
        .into_response()
}

/// Returns whether the route belongs to an add-on that is switched off. Such a route answers as if it did not exist.
async fn is_switched_off(state: &AppState, part: Option<AddOn>) -> Result<bool, StoreError> {
    let Some(add_on) = part else { return Ok(false) };
    Ok(!account::decisions(&state.store).await?.add_ons.has(add_on))
}

/// Handles a page of the application, or redirects to sign-in.
async fn page(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    request: Request,
) -> Response {
    match detour(&state, &person, request.uri().clone()).await {
        Ok(Some(elsewhere)) => elsewhere.into_response(),
        Ok(None) => match is_switched_off(&state, add_ons::of_page(request.uri().path())).await {
            Ok(false) => render(&state, person, setting, request, StatusCode::OK).await,
            Ok(true) => render(&state, person, setting, request, StatusCode::NOT_FOUND).await,
            Err(error) => errors::answer(error.into()).into_response(),
        },
        Err(error) => errors::answer(error.into()).into_response(),
    }
}

/// Handles the download of the audit log, or redirects to sign-in.
async fn download_audit_log(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    uri: Uri,
) -> Response {
    let filter = Filter::from_query(uri.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| audit_export::file(&gate, messages, filter).await;
    file_through_gate(&state, person, uri, file).await
}

/// Handles the download of a conversation, or redirects to sign-in.
async fn download_conversation(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    Path(id): Path<String>,
    uri: Uri,
) -> Response {
    let format = ConversationFormat::from_query(uri.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| {
        let space = id.parse().map_err(|_| AppError::NotFound)?;
        conversation_export::file(&gate, messages, space, format).await
    };
    file_through_gate(&state, person, uri, file).await
}

/// Handles the download of the statistics, or redirects to sign-in.
async fn download_statistics(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    uri: Uri,
) -> Response {
    let query = StatisticsQuery::from_query(uri.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| statistics_export::file(&gate, messages, query).await;
    file_through_gate(&state, person, uri, file).await
}

/// Handles the download of the list of spaces, or redirects to sign-in.
async fn download_spaces(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    uri: Uri,
) -> Response {
    let wanted = Wanted::from_query(uri.query().unwrap_or_default());
    spaces_file(&state, person, setting, uri, wanted).await
}

/// Handles the download of the ticked rows of a list. The form has the rows, the address has the list.
async fn download_ticked(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    uri: Uri,
    form: String,
) -> Response {
    spaces_file(&state, person, setting, uri, Wanted::from_query(&form)).await
}

async fn spaces_file(
    state: &AppState,
    person: CurrentPerson,
    setting: Setting,
    uri: Uri,
    wanted: Option<Wanted>,
) -> Response {
    let (list, _) = ListQuery::from_query(uri.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| {
        let wanted = wanted.ok_or(AppError::Malformed)?;
        export::file(&gate, messages, list, wanted).await
    };
    file_through_gate(state, person, uri, file).await
}

/// Returns the file, or a redirect if the person has to go to another page first.
async fn file_through_gate(
    state: &AppState,
    person: CurrentPerson,
    uri: Uri,
    file: impl AsyncFnOnce(Gate) -> Result<Response, AppError>,
) -> Response {
    match gate_to_file(state, person, uri).await {
        Ok(gate) => file(gate)
            .await
            .unwrap_or_else(|error| errors::answer(error).into_response()),
        Err(elsewhere) => elsewhere,
    }
}

/// Returns the gate for the download of a file.
///
/// # Errors
///
/// A redirect if the person has to go to another page first.
async fn gate_to_file(state: &AppState, person: CurrentPerson, uri: Uri) -> Result<Gate, Response> {
    let failed = |error: AppError| errors::answer(error).into_response();
    let switched_off = is_switched_off(state, add_ons::of_page(uri.path())).await;
    match (detour(state, &person, uri).await, person.0) {
        (Ok(Some(elsewhere)), _) => Err(elsewhere.into_response()),
        (Ok(None), Some(me)) => match switched_off {
            Ok(false) => Ok(Gate::of(state.store.clone(), me)),
            Ok(true) => Err(failed(AppError::NotFound)),
            Err(error) => Err(failed(error.into())),
        },
        (Ok(None), None) => Err(failed(AppError::SignedOut)),
        (Err(error), _) => Err(failed(error.into())),
    }
}

/// Answers 404 for an address without a page.
async fn missing(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    request: Request,
) -> Response {
    if request.method().is_safe() {
        match detour(&state, &person, request.uri().clone()).await {
            Ok(Some(elsewhere)) => elsewhere.into_response(),
            Ok(None) => render(&state, person, setting, request, StatusCode::NOT_FOUND).await,
            Err(error) => errors::answer(error.into()).into_response(),
        }
    } else {
        errors::answer(AppError::NotFound).into_response()
    }
}

/// Returns the redirect to the page where the person has to go first, if there is one.
async fn detour(state: &AppState, person: &CurrentPerson, uri: Uri) -> Result<Option<Redirect>, StoreError> {
    let path = uri.path();
    let open = OPEN.contains(&path);
    if person.0.is_some() {
        let done = path == "/sign-in" || path == "/setup";
        return match done {
            true => Ok(Some(Redirect::to(sign_in::home(&state.store).await?))),
            false => Ok(None),
        };
    }
    let set_up = users::exist(&state.store).await?;
    let query = uri.query().unwrap_or_default();
    let token = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
    let works = async |kind| match &token {
        Some((_, token)) => links::is_valid(&state.store, kind, token).await,
        None => Ok(true),
    };
    Ok(match (path, set_up) {
        ("/setup", true) => Some(Redirect::to("/sign-in")),
        ("/setup", false) if !works(links::Kind::Setup).await? => Some(Redirect::to("/setup?error=used")),
        ("/join", _) if !works(links::Kind::Join).await? => Some(Redirect::to("/join?error=used")),
        ("/sign-in", false) => Some(Redirect::to("/setup")),
        _ if open => None,
        (_, false) => Some(Redirect::to("/setup")),
        (_, true) => {
            let uri = uri.path_and_query().map_or("/", |uri| uri.as_str());
            let next: String = url::form_urlencoded::byte_serialize(uri.as_bytes()).collect();
            Some(Redirect::to(&format!("/sign-in?next={next}")))
        }
    })
}

/// Renders the whole document before the first byte is sent, so that the status is right.
async fn render(
    state: &AppState,
    person: CurrentPerson,
    setting: Setting,
    request: Request<Body>,
    status: StatusCode,
) -> Response {
    let session = match &person.0 {
        Some(me) => match session::of(state, me.clone()).await {
            Ok(session) => Some(session),
            Err(error) => return errors::answer(error.into()).into_response(),
        },
        None => None,
    };
    let nonce = Nonce::new();
    let policy = HeaderValue::from_str(&security::policy(Some(&nonce.to_string())));
    let base = contexts(state, person, setting);
    let context = move || {
        base();
        provide_context(nonce.clone());
        if let Some(session) = &session {
            provide_context(session.clone());
        }
        if let Some(options) = use_context::<ResponseOptions>() {
            provide_context(PageStatus(Arc::new(move |status| {
                if let Ok(status) = StatusCode::from_u16(status) {
                    options.set_status(status);
                }
            })));
        }
        if status != StatusCode::OK {
            page_status(status.as_u16());
        }
    };
    let page = LazyPage::at(request.uri().path());
    let brotli = compression::accepts_brotli(request.headers());
    let shell = move || document(setting, &assets().entry, page);
    let rendering = leptos_axum::render_app_async_with_context(context, shell)(request);
    match rendering::to_the_end(rendering, brotli).await {
        Ok(mut response) => {
            if let Ok(policy) = policy {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => errors::answer(error).into_response(),
    }
}

/// Answers whether the server can serve requests.
async fn health(State(state): State<AppState>) -> Response {
    if state.store.is_healthy().await {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

#[cfg(test)]
mod tests;
