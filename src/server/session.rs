//! The session of a request's cookie, and its person, both in their state after the newest committed write.

use std::net::{IpAddr, SocketAddr};

use axum::{
    extract::{ConnectInfo, Request, State},
    http::{HeaderMap, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use cookie::Cookie;
use domain::{
    error::AppError,
    ids::UserId,
    person::{Language, Me, Theme},
    session::{Session, UtcOffsets},
};
use time::Duration;
use tower_sessions::{Expiry, SessionManagerLayer, cookie::SameSite, session::Error, session_store};

use super::{
    accept, clock,
    config::{Config, contains},
    errors,
    state::{AppState, CurrentPerson},
    store::{
        StoreError, account,
        people::users,
        sessions::{OUTDATED, PERSON, PROOF, Sessions},
    },
};

const LIFETIME: Duration = Duration::days(30);
/// The key of the time at which the session was last prolonged.
const PROLONGED: &str = "prolonged";
const DAY: i64 = 24 * 60 * 60 * 1000;

/// The address of the browser, behind any trusted proxies.
#[derive(Clone, Copy, Debug)]
pub struct Client(pub IpAddr);

/// Language, theme and time zone of a request.
#[derive(Clone, Copy, Debug)]
pub struct Setting {
    pub language: Language,
    pub theme: Theme,
    pub compact_rows: bool,
}

/// Returns the layer that reads and writes the session cookie.
pub fn layer(state: &AppState) -> SessionManagerLayer<Sessions> {
    let https = state.config.is_https();
    SessionManagerLayer::new(Sessions(state.store.clone()))
        .with_name(if https { "__Host-spaces" } else { "spaces" })
        .with_secure(https)
        .with_http_only(true)
        .with_same_site(SameSite::Lax)
        .with_expiry(Expiry::OnInactivity(LIFETIME))
}

/// Signs the person in with this browser, under a new session id. `verified` is the stored password hash that was
/// checked. Returns whether it is still current; if it is not, there is no session.
pub async fn start(session: &tower_sessions::Session, id: UserId, verified: &str) -> Result<bool, AppError> {
    session.clear().await;
    session.insert(PERSON, id).await.map_err(failed)?;
    renew(session, verified).await
}

/// Gives a signed-in browser a new session id. `verified` is the stored hash of the person's password. Returns whether
/// it is still current; if it is not, there is no session.
pub async fn renew(session: &tower_sessions::Session, verified: &str) -> Result<bool, AppError> {
    session.cycle_id().await.map_err(failed)?;
    session.insert(PROLONGED, clock::now()).await.map_err(failed)?;
    session.insert(PROOF, verified).await.map_err(failed)?;
    match session.save().await {
        Ok(()) => Ok(true),
        Err(error) => {
            session.clear().await;
            match error {
                Error::Store(session_store::Error::Backend(cause)) if cause == OUTDATED => Ok(false),
                error => Err(failed(error)),
            }
        }
    }
}

/// Returns what a page of this person needs from the start.
pub async fn of(state: &AppState, me: Me) -> Result<Session, StoreError> {
    let offsets = UtcOffsets(clock::utc_offsets(&me.time_zone, clock::now()));
    let account = account::decisions(&state.store).await?;
    Ok(Session {
        visibility: account.space_rules.visibility.clone(),
        rules: account.space_rules.rights,
        add_ons: account.add_ons.clone(),
        offsets,
        mail: state.config.mail.is_some(),
        me,
    })
}

/// Middleware that adds the person, the client's address and the setting to the request.
pub async fn identify(
    State(state): State<AppState>,
    session: tower_sessions::Session,
    mut request: Request,
    next: Next,
) -> Response {
    let person = match load_person(&state, &session).await {
        Ok(person) => person,
        Err(error) => return errors::answer(error).into_response(),
    };
    let headers = request.headers();
    let setting = match &person.0 {
        Some(me) => Setting {
            language: me.language,
            theme: me.theme,
            compact_rows: me.compact_rows,
        },
        None => anonymous_setting(&state, headers).await,
    };
    let peer = request
        .extensions()
        .get::<ConnectInfo<SocketAddr>>()
        .map_or(IpAddr::from([0, 0, 0, 0]), |peer| peer.0.ip());
    let client = Client(client(peer, headers, &state.config));
    request.extensions_mut().insert(person);
    request.extensions_mut().insert(setting);
    request.extensions_mut().insert(client);
    next.run(request).await
}

async fn load_person(state: &AppState, session: &tower_sessions::Session) -> Result<CurrentPerson, AppError> {
    let Some(id) = session.get::<UserId>(PERSON).await.map_err(failed)? else {
        return Ok(CurrentPerson::default());
    };
    let me = users::cached(&state.store, id).await?;
    if me.is_none() {
        // The person was deactivated meanwhile.
        session.flush().await.map_err(failed)?;
        return Ok(CurrentPerson::default());
    }
    let prolonged = session.get::<i64>(PROLONGED).await.map_err(failed)?.unwrap_or_default();
    if clock::now() - prolonged > DAY {
        session.insert(PROLONGED, clock::now()).await.map_err(failed)?;
    }
    Ok(CurrentPerson(me.map(|me| Me::clone(&me))))
}

/// Returns the setting of a client that is not signed in, from cookie, browser and account.
async fn anonymous_setting(state: &AppState, headers: &HeaderMap) -> Setting {
    let language = match cookie(headers, "language")
        .and_then(|tag| Language::parse(&tag))
        .or_else(|| accepted_language(headers))
    {
        Some(language) => language,
        None => account::language(&state.store).await.ok().flatten().unwrap_or_default(),
    };
    let theme = cookie(headers, "theme").map_or(Theme::System, |word| Theme::parse(&word));
    Setting {
        language,
        theme,
        compact_rows: false,
    }
}

/// Returns the supported language that Accept-Language prefers.
fn accepted_language(headers: &HeaderMap) -> Option<Language> {
    accept::wanted(headers, header::ACCEPT_LANGUAGE)
        .into_iter()
        .find_map(Language::parse)
}

/// Returns the value of a cookie.
fn cookie(headers: &HeaderMap, name: &str) -> Option<String> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(Cookie::split_parse)
        .filter_map(Result::ok)
        .find(|cookie| cookie.name() == name)
        .map(|cookie| cookie.value().to_owned())
}

/// Returns the client's address: the last one that a trusted proxy did not add itself.
fn client(peer: IpAddr, headers: &HeaderMap, config: &Config) -> IpAddr {
    let trusted = |address: IpAddr| config.trusted_proxies.iter().any(|network| contains(network, address));
    if !trusted(peer) {
        return peer.to_canonical();
    }
    let said: Vec<&str> = headers
        .get_all("x-forwarded-for")
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .collect();
    let mut last = peer;
    for word in said.iter().rev() {
        let Ok(address) = word.trim().parse() else { break };
        last = address;
        if !trusted(address) {
            break;
        }
    }
    last.to_canonical()
}

/// Converts the error of a session that cannot be read or written into an error of the store.
pub fn failed(error: tower_sessions::session::Error) -> AppError {
    StoreError::Damaged(error.to_string()).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        pairs
            .iter()
            .map(|(name, value)| (name.parse().unwrap(), value.parse().unwrap()))
            .collect()
    }

    #[test]
    fn the_preferred_language_of_the_browser_is_used() {
        let language = |list| accepted_language(&headers(&[("accept-language", list)]));
        assert_eq!(language("de, en;q=0.5, pl-PL;q=0.9"), Some(Language::Pl));
        assert_eq!(language("en-GB,pl;q=0.8"), Some(Language::En));
        assert_eq!(language("de"), None);
    }

    #[test]
    fn only_trusted_proxies_set_the_client_address() {
        let config = Config {
            data: ".".into(),
            listen: ([127, 0, 0, 1], 0).into(),
            public_url: None,
            trusted_proxies: vec!["10.0.0.0/8".parse().unwrap()],
            mail: None,
            files: Default::default(),
        };
        let said = headers(&[("x-forwarded-for", "6.6.6.6, 1.2.3.4, 10.0.0.7")]);
        let of = |peer: &str| client(peer.parse().unwrap(), &said, &config).to_string();
        assert_eq!(of("10.0.0.1"), "1.2.3.4");
        assert_eq!(of("9.9.9.9"), "9.9.9.9");
    }
}
