//! Every address that the server answers.

use std::{
    any::Any,
    sync::{Arc, OnceLock},
};

use axum::{
    Extension, Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderValue, StatusCode, Uri, header},
    middleware::{Next, from_fn, from_fn_with_state},
    response::{IntoResponse, Redirect, Response},
    routing::{MethodRouter, get, post},
};
use domain::{
    add_on::AddOn, audit::Filter, error::AppError, export::Wanted, list_query::ListQuery, statistics::StatisticsQuery,
};
use leptos::{nonce::Nonce, prelude::*};
use leptos_axum::ResponseOptions;
use tower_http::{CompressionLevel, catch_panic::CatchPanicLayer, compression::CompressionLayer};

use super::{
    assets::{self, assets},
    audit_export, bodies,
    document::document,
    errors, export, form_errors,
    gate::Gate,
    logging, rendering, security,
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

/// Most that a form takes.
const LARGEST_FORM: usize = 64 * 1024;
/// Most that the ids of ticked rows take.
const LARGEST_TICKED: usize = 512 * 1024;
/// Pages for those who are not signed in.
const OPEN: [&str; 3] = ["/sign-in", "/setup", "/join"];
/// Brotli's and gzip's quality for answers.
const COMPRESSION: i32 = 4;
/// Where the server functions are.
const FUNCTIONS: &str = "/api/{name}";
/// Where one asks whether the server can serve.
const HEALTH: &str = "/healthz";

/// The plain routes that take forms; three have a page as well.
fn form_routes() -> [(&'static str, MethodRouter<AppState>); 7] {
    let form = |methods| limited(methods, LARGEST_FORM);
    [
        (export::PATH, limited(post(download_ticked), LARGEST_TICKED)),
        ("/sign-in", form(get(page).post(sign_in::sign_in))),
        ("/setup", form(get(page).post(sign_in::set_up))),
        ("/join", form(get(page).post(sign_in::join))),
        ("/sign-out", form(post(sign_in::sign_out))),
        ("/language", form(post(sign_in::language))),
        ("/theme", form(post(sign_in::theme))),
    ]
}

/// Limits the bodies of these methods, and says what went wrong as a page.
fn limited(methods: MethodRouter<AppState>, most: usize) -> MethodRouter<AppState> {
    methods
        .layer(from_fn(move |request: Request, next: Next| {
            bodies::bounded(most, request, next)
        }))
        .layer(from_fn(form_errors::in_words))
}

/// Files that are made when they are asked for.
fn download_routes() -> [(&'static str, MethodRouter<AppState>); 3] {
    [
        (audit_export::PATH, get(download_audit_log)),
        (export::PATH, get(download_spaces)),
        (statistics_export::PATH, get(download_statistics)),
    ]
}

/// The whole server.
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
    forms
        .merge(functions)
        .merge(pages)
        .fallback(missing)
        .layer(from_fn_with_state(state.clone(), session::know))
        .layer(session::layer(&state))
        .layer(compression())
        .route(HEALTH, get(health))
        .layer(from_fn(assets::serve))
        .layer(CatchPanicLayer::custom(
            errors::panicked as fn(Box<dyn Any + Send>) -> Response,
        ))
        .layer(from_fn_with_state(state.clone(), security::guard))
        .layer(from_fn(logging::note))
        .with_state(state)
}

/// Pages and answers are made for each request: a middling quality takes a millisecond and most of what there is to
/// gain. No answer puts a secret beside what a stranger may choose, so its length tells nothing.
fn compression() -> CompressionLayer {
    CompressionLayer::new().quality(CompressionLevel::Precise(COMPRESSION))
}

/// The addresses of the application's pages, apart from those that the forms have. They are listed once: while Leptos
/// does it, no page of the whole process gets its data, and one that asks for any waits for ever.
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

/// What server functions and pages find in their context.
fn contexts(state: &AppState, person: CurrentPerson, setting: Setting) -> impl Fn() + Clone + Send + Sync + 'static {
    let state = state.clone();
    move || {
        provide_context(state.clone());
        provide_context(person.clone());
        provide_context(Messages(setting.language));
        provide_context(setting.theme);
    }
}

/// A server function.
async fn call(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    request: Request,
) -> Response {
    let known = server_fn::axum::server_fn_paths()
        .any(|(path, method)| path == request.uri().path() && method == request.method());
    let shut = match known {
        true => is_shut(&state, add_ons::of_function(request.uri().path())).await,
        false => Ok(true),
    };
    match shut {
        Ok(false) => {}
        Ok(true) => return errors::answer(AppError::NotFound).into_response(),
        Err(error) => return errors::answer(error.into()).into_response(),
    }
    leptos_axum::handle_server_fns_with_context(contexts(&state, person, setting), request)
        .await
        .into_response()
}

/// Whether the door is one of an add-on that is switched off: then it is as if there were none.
async fn is_shut(state: &AppState, part: Option<AddOn>) -> Result<bool, StoreError> {
    let Some(add_on) = part else { return Ok(false) };
    Ok(!account::decisions(&state.store).await?.add_ons.has(add_on))
}

/// A page of the application, or the way to sign in.
async fn page(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    request: Request,
) -> Response {
    match detour(&state, &person, request.uri().clone()).await {
        Ok(Some(elsewhere)) => elsewhere.into_response(),
        Ok(None) => match is_shut(&state, add_ons::of_page(request.uri().path())).await {
            Ok(false) => render(&state, person, setting, request, StatusCode::OK).await,
            Ok(true) => render(&state, person, setting, request, StatusCode::NOT_FOUND).await,
            Err(error) => errors::answer(error.into()).into_response(),
        },
        Err(error) => errors::answer(error.into()).into_response(),
    }
}

/// The audit log as a file, or the way to sign in.
async fn download_audit_log(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    asked: Uri,
) -> Response {
    let filter = Filter::from_query(asked.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| audit_export::file(&gate, messages, filter).await;
    file_through_gate(&state, person, asked, file).await
}

/// The statistics as a file, or the way to sign in.
async fn download_statistics(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    asked: Uri,
) -> Response {
    let query = StatisticsQuery::from_query(asked.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| statistics_export::file(&gate, messages, query).await;
    file_through_gate(&state, person, asked, file).await
}

/// The list of spaces as a file, or the way to sign in.
async fn download_spaces(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    asked: Uri,
) -> Response {
    let wanted = Wanted::from_query(asked.query().unwrap_or_default());
    spaces_file(&state, person, setting, asked, wanted).await
}

/// Ticked rows of the list as a file; the form says which, the address of which list.
async fn download_ticked(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Extension(setting): Extension<Setting>,
    asked: Uri,
    form: String,
) -> Response {
    spaces_file(&state, person, setting, asked, Wanted::from_query(&form)).await
}

async fn spaces_file(
    state: &AppState,
    person: CurrentPerson,
    setting: Setting,
    asked: Uri,
    wanted: Option<Wanted>,
) -> Response {
    let (list, _) = ListQuery::from_query(asked.query().unwrap_or_default());
    let messages = Messages(setting.language);
    let file = async move |gate: Gate| {
        let wanted = wanted.ok_or(AppError::Malformed)?;
        export::file(&gate, messages, list, wanted).await
    };
    file_through_gate(state, person, asked, file).await
}

/// The file that this person asks for, or where they have to go first.
async fn file_through_gate(
    state: &AppState,
    person: CurrentPerson,
    asked: Uri,
    file: impl AsyncFnOnce(Gate) -> Result<Response, AppError>,
) -> Response {
    match gate_to_file(state, person, asked).await {
        Ok(gate) => file(gate)
            .await
            .unwrap_or_else(|error| errors::answer(error).into_response()),
        Err(elsewhere) => elsewhere,
    }
}

/// The gate for whoever asks for a file, or where they have to go first.
async fn gate_to_file(state: &AppState, person: CurrentPerson, asked: Uri) -> Result<Gate, Response> {
    let failed = |error: AppError| errors::answer(error).into_response();
    let shut = is_shut(state, add_ons::of_page(asked.path())).await;
    match (detour(state, &person, asked).await, person.0) {
        (Ok(Some(elsewhere)), _) => Err(elsewhere.into_response()),
        (Ok(None), Some(me)) => match shut {
            Ok(false) => Ok(Gate::of(state.store.clone(), me)),
            Ok(true) => Err(failed(AppError::NotFound)),
            Err(error) => Err(failed(error.into())),
        },
        (Ok(None), None) => Err(failed(AppError::SignedOut)),
        (Err(error), _) => Err(failed(error.into())),
    }
}

/// No page has this address.
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

/// Where somebody has to go first.
async fn detour(state: &AppState, person: &CurrentPerson, asked: Uri) -> Result<Option<Redirect>, StoreError> {
    let path = asked.path();
    let open = OPEN.contains(&path);
    if person.0.is_some() {
        let done = path == "/sign-in" || path == "/setup";
        return match done {
            true => Ok(Some(Redirect::to(sign_in::home(&state.store).await?))),
            false => Ok(None),
        };
    }
    let set_up = users::exist(&state.store).await?;
    let query = asked.query().unwrap_or_default();
    let token = url::form_urlencoded::parse(query.as_bytes()).find(|(name, _)| name == "token");
    let works = async |kind| match &token {
        Some((_, token)) => links::works(&state.store, kind, token).await,
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
            let asked = asked.path_and_query().map_or("/", |asked| asked.as_str());
            let next: String = url::form_urlencoded::byte_serialize(asked.as_bytes()).collect();
            Some(Redirect::to(&format!("/sign-in?next={next}")))
        }
    })
}

/// Renders the document whole, so that its status is true before the first byte.
async fn render(
    state: &AppState,
    person: CurrentPerson,
    setting: Setting,
    request: Request<Body>,
    status: StatusCode,
) -> Response {
    let session = match &person.0 {
        Some(me) => match session::of(&state.store, me.clone()).await {
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
    let shell = move || document(setting, &assets().entry, page);
    let rendering = leptos_axum::render_app_async_with_context(context, shell)(request);
    match rendering::to_the_end(rendering).await {
        Ok(mut response) => {
            if let Ok(policy) = policy {
                response.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
            }
            response
        }
        Err(error) => errors::answer(error).into_response(),
    }
}

/// Whether the server can serve.
async fn health(State(state): State<AppState>) -> Response {
    if state.store.is_well().await {
        "ok".into_response()
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not answer").into_response()
    }
}

#[cfg(test)]
mod tests;
