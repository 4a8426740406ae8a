//! The plain routes: set-up, sign-in, sign-out, joining, language and theme.
//!
//! The forms work before the page is hydrated and never put a password into an address. Errors are returned as a code
//! in the query of the page's address.

use axum::{
    Extension, Form,
    extract::State,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Redirect, Response},
};
use cookie::{Cookie, SameSite};
use domain::{
    audit::{Event, tried_email},
    error::{AppError, Field, FieldError, Reason},
    ids::UserId,
    person::{Language, NewPerson, Role, Theme, check_password},
};
use serde::Deserialize;
use tower_sessions::Session;
use url::Url;

use super::{
    clock, errors,
    permits::{Purpose, SystemPermit},
    session::{self, Client, Setting},
    sign_in_limits::{Attempt, source},
    state::{AppState, CurrentPerson},
    store::{
        self, Store, StoreError, account, audit,
        people::{links, users},
    },
};
use crate::api::add_ons;

/// The target of a redirect whose address leaves the site. [`landing`] checks whether the account still has this page.
const HOME: &str = "/spaces";

/// The fields of the set-up form.
#[derive(Deserialize)]
pub struct SetUp {
    token: String,
    name: String,
    email: String,
    password: String,
    #[serde(default)]
    language: String,
}

/// Creates the first administrator and signs them in.
pub async fn set_up(
    State(state): State<AppState>,
    Extension(setting): Extension<Setting>,
    Extension(client): Extension<Client>,
    session: Session,
    Form(form): Form<SetUp>,
) -> Result<Response, Refusal> {
    let back = |code: &str| {
        let kept = [
            ("token", form.token.as_str()),
            ("name", &form.name),
            ("email", &form.email),
        ];
        Ok(redirect_back("/setup", code, &kept))
    };
    let person = NewPerson {
        name: form.name.clone(),
        email: form.email.clone(),
        role: Role::Administrator,
    };
    let person = match person.checked() {
        Ok(person) => person,
        Err(wrong) => return back(code(&wrong)),
    };
    if check_password(&form.password).is_err() {
        return back("password");
    }
    if !links::is_valid(&state.store, links::Kind::Setup, &form.token).await? {
        return Ok(redirect_back("/setup", "used", &[]));
    }
    let language = Language::parse(&form.language).unwrap_or(setting.language);
    let hash = state.sign_in_limits.hash(&source(client.0), &form.password).await?;
    let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
    if users::exist_now(&mut tx).await? {
        return Ok(Redirect::to("/sign-in").into_response());
    }
    match links::redeem(&mut tx, links::Kind::Setup, &form.token).await {
        Err(StoreError::NotFound) => return Ok(redirect_back("/setup", "used", &[])),
        spent => spent?,
    };
    account::ensure(&mut tx, language).await?;
    let id = users::add(&mut tx, &person, language, Some(&hash)).await?;
    users::record_sign_in(&mut tx, id, clock::now()).await?;
    audit::write(&mut tx, clock::now(), Some(id), id, &Event::AccountSetUp {}).await?;
    tx.commit().await?;
    sign_in_and_redirect(&state.store, &session, id, &hash).await
}

/// The fields of the sign-in form.
#[derive(Deserialize)]
pub struct SignIn {
    email: String,
    password: String,
    #[serde(default)]
    next: String,
}

/// Signs a person in.
pub async fn sign_in(
    State(state): State<AppState>,
    Extension(client): Extension<Client>,
    session: Session,
    Form(form): Form<SignIn>,
) -> Result<Response, Refusal> {
    let attempt = state
        .sign_in_limits
        .check(&state.store, &form.email, &form.password, client.0)
        .await?;
    let wrong = match &attempt {
        Attempt::Accepted(id, verified) if session::start(&session, *id, verified).await? => {
            let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
            users::record_sign_in(&mut tx, *id, clock::now()).await?;
            let from = client.0.to_string();
            audit::write(&mut tx, clock::now(), Some(*id), *id, &Event::SignedIn { from }).await?;
            tx.commit().await?;
            let next = landing(&state.store, &form.next).await?;
            return Ok(Redirect::to(&next).into_response());
        }
        // The password changed, or the person was deactivated, after the password was verified.
        Attempt::Accepted(..) | Attempt::Wrong => "wrong",
        Attempt::Wait => "wait",
    };
    tracing::info!(client = %client.0, wrong, "sign-in refused");
    let (email, from) = (tried_email(&form.email), client.0.to_string());
    let event = match attempt {
        Attempt::Wait => Event::SignInPaused { email, from },
        _ => Event::SignInRefused { email, from },
    };
    audit::record_refusal(&state.store, clock::now(), &form.email, &event).await?;
    let kept = [("email", form.email.as_str()), ("next", &form.next)];
    Ok(redirect_back("/sign-in", wrong, &kept))
}

/// Ends this session.
pub async fn sign_out(session: Session) -> Result<Response, Refusal> {
    session.flush().await.map_err(session::failed)?;
    Ok(Redirect::to("/sign-in").into_response())
}

/// The fields of the form behind an invitation or a link for a new password.
#[derive(Deserialize)]
pub struct Join {
    token: String,
    password: String,
}

/// Sets a person's password, signs them in and ends their other sessions.
pub async fn join(
    State(state): State<AppState>,
    Extension(client): Extension<Client>,
    session: Session,
    Form(form): Form<Join>,
) -> Result<Response, Refusal> {
    if check_password(&form.password).is_err() {
        return Ok(redirect_back("/join", "password", &[("token", &form.token)]));
    }
    if !links::is_valid(&state.store, links::Kind::Join, &form.token).await? {
        return Ok(redirect_back("/join", "used", &[]));
    }
    let hash = state.sign_in_limits.hash(&source(client.0), &form.password).await?;
    let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
    let Ok(Some(id)) = links::redeem(&mut tx, links::Kind::Join, &form.token).await else {
        return Ok(redirect_back("/join", "used", &[]));
    };
    users::set_password(&mut tx, id, &hash).await?;
    users::record_sign_in(&mut tx, id, clock::now()).await?;
    store::sessions::end_all(&mut tx, id, None).await?;
    let from = client.0.to_string();
    audit::write(&mut tx, clock::now(), Some(id), id, &Event::PasswordSet { from }).await?;
    tx.commit().await?;
    sign_in_and_redirect(&state.store, &session, id, &hash).await
}

/// The fields of the forms that switch language and theme.
#[derive(Deserialize)]
pub struct Switch {
    #[serde(default)]
    language: String,
    #[serde(default)]
    theme: String,
    #[serde(default, alias = "back")]
    next: String,
}

/// Sets the language, for this browser and for the person.
pub async fn language(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Form(form): Form<Switch>,
) -> Result<Response, Refusal> {
    let language = Language::parse(&form.language).ok_or(AppError::Malformed)?;
    if let Some(mut me) = person.0 {
        me.language = language;
        let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
        users::save_settings(&mut tx, &me).await?;
        tx.commit().await?;
    }
    Ok(switched(
        "language",
        language.tag(),
        &form.next,
        state.config.is_https(),
    ))
}

/// Sets the theme, for this browser and for the person.
pub async fn theme(
    State(state): State<AppState>,
    Extension(person): Extension<CurrentPerson>,
    Form(form): Form<Switch>,
) -> Result<Response, Refusal> {
    let theme = Theme::parse(&form.theme);
    if let Some(mut me) = person.0 {
        me.theme = theme;
        let mut tx = SystemPermit::begin(&state.store, Purpose::SignIn).await?;
        users::save_settings(&mut tx, &me).await?;
        tx.commit().await?;
    }
    Ok(switched("theme", theme.as_str(), &form.next, state.config.is_https()))
}

fn switched(name: &str, value: &str, next: &str, https: bool) -> Response {
    let cookie = Cookie::build((name, value))
        .path("/")
        .max_age(time::Duration::days(365))
        .same_site(SameSite::Lax)
        .http_only(true)
        .secure(https)
        .build();
    let mut headers = HeaderMap::new();
    if let Ok(cookie) = HeaderValue::from_str(&cookie.to_string()) {
        headers.insert(header::SET_COOKIE, cookie);
    }
    (headers, Redirect::to(&within(next))).into_response()
}

/// Signs in a person who has just chosen their password.
async fn sign_in_and_redirect(store: &Store, session: &Session, id: UserId, hash: &str) -> Result<Response, Refusal> {
    let place = match session::start(session, id, hash).await? {
        true => home(store).await?,
        false => "/sign-in",
    };
    Ok(Redirect::to(place).into_response())
}

/// Returns the start page: that of the first add-on in use.
pub async fn home(store: &Store) -> Result<&'static str, StoreError> {
    let mut conn = store.reader().acquire().await?;
    Ok(add_ons::home(&account::add_ons(&mut conn).await?))
}

/// Returns the page after signing in: the one that the person requested, unless its add-on is switched off.
async fn landing(store: &Store, next: &str) -> Result<String, StoreError> {
    let next = within(next);
    let path = next.split(['?', '#']).next().unwrap_or_default();
    let Some(add_on) = add_ons::of_page(path) else {
        return Ok(next);
    };
    let mut conn = store.reader().acquire().await?;
    let used = account::add_ons(&mut conn).await?;
    Ok(match used.has(add_on) {
        true => next,
        false => add_ons::home(&used).to_owned(),
    })
}

/// Returns the address within the site that `next` names, or the start page if it leaves the site.
pub fn within(next: &str) -> String {
    let plain =
        next.starts_with('/') && !next.starts_with("//") && !next.contains(|c: char| c == '\\' || c.is_control());
    let Ok(site) = Url::parse("http://spaces.invalid/") else {
        return HOME.to_owned();
    };
    match site.join(next) {
        Ok(url) if plain && url.origin() == site.origin() && !url.path().starts_with("//") => {
            url[url::Position::BeforePath..].to_owned()
        }
        _ => HOME.to_owned(),
    }
}

/// Redirects back to the page with an error code and the entered values, but never a password.
fn redirect_back(page: &str, code: &str, kept: &[(&str, &str)]) -> Response {
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    query.append_pair("error", code);
    for (name, value) in kept.iter().filter(|(_, value)| !value.is_empty()) {
        let short: String = value.chars().take(300).collect();
        query.append_pair(name, &short);
    }
    Redirect::to(&format!("{page}?{}", query.finish())).into_response()
}

fn code(wrong: &[FieldError]) -> &'static str {
    match wrong.first() {
        Some(error) if error.field == Field::Name => "name",
        Some(error) if error.field == Field::Email && error.reason == Reason::Taken => "taken",
        Some(error) if error.field == Field::Email => "email",
        _ => "other",
    }
}

/// The error of a plain route.
pub struct Refusal(AppError);

impl<E: Into<AppError>> From<E> for Refusal {
    fn from(error: E) -> Self {
        Self(error.into())
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        errors::answer(self.0).into_response()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_redirect_after_signing_in_stays_on_the_site() {
        assert_eq!(within("/spaces?search=a%20b&tag=x"), "/spaces?search=a%20b&tag=x");
        assert_eq!(within("/"), "/");
        for elsewhere in [
            "",
            "spaces",
            "//evil.example",
            "/\\evil.example",
            "\\\\evil.example",
            "https://evil.example/",
            "/\t/evil.example",
            "javascript:alert(1)",
            "/..//evil.example",
            "/./\u{0}",
            "/.//evil.example",
        ] {
            assert_eq!(within(elsewhere), HOME, "{elsewhere:?}");
        }
    }

    #[test]
    fn errors_are_returned_as_codes() {
        let answer = redirect_back("/sign-in", "wrong", &[("email", "a+b@firma.pl"), ("next", "")]);
        assert_eq!(answer.status(), 303);
        assert_eq!(
            answer.headers()[header::LOCATION],
            "/sign-in?error=wrong&email=a%2Bb%40firma.pl"
        );
    }
}
