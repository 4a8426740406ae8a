//! Pages, forms and other routes.

use domain::{
    access::{AccountAction, Action},
    mail::Kind,
    space::SpaceState,
    topic::access::TopicAction,
};
use url::form_urlencoded::Serializer;

use super::super::{
    account::PASSWORD,
    entry::{Act, Cell, Entry, TO_SIGN_IN},
    scene::{Answer, Scene},
};
use crate::server::{mail::unsubscribe, store::mail};

const YES: Cell = Cell("yes", 200);
const NOT_FOUND: Cell = Cell("not found", 404);
const TO_SPACES: Cell = Cell("to spaces", 303);
const COLLEAGUE: &str = "colleague@example.org";
const REFUSED: Cell = Cell("refused", 303);

/// Returns the entries of the router's own routes.
pub fn entries() -> Vec<Entry> {
    let mut entries = pages_of_a_space();
    entries.extend(pages());
    entries.extend(routes());
    entries.extend(others());
    entries
}

fn get(address: impl Fn(&Scene) -> String + Send + Sync + 'static) -> Act {
    Act::Get(Box::new(address))
}

fn form(fields: fn(&Scene) -> Vec<(&'static str, String)>) -> Act {
    Act::Form(Box::new(move |scene| {
        Serializer::new(String::new()).extend_pairs(fields(scene)).finish()
    }))
}

/// Returns what a page about one space shows.
pub(super) fn shown(_: &Scene, answer: &Answer) -> &'static str {
    if answer.body.contains("id=\"space-form\"") || answer.body.contains("class=\"thread\"") {
        "yes"
    } else if answer.body.contains("class=\"tab-panel\"") {
        "full"
    } else if answer.body.contains("class=\"space-facts\"") {
        "outline"
    } else if answer.body.contains("class=\"failure-note\"") {
        "not allowed"
    } else {
        "nothing"
    }
}

/// Returns whether a page with a list links to the space.
fn linked(scene: &Scene, answer: &Answer) -> &'static str {
    match answer.body.contains(&format!("/spaces/{}\"", scene.space)) {
        true => "listed",
        false => "not listed",
    }
}

fn pages_of_a_space() -> Vec<Entry> {
    let show = |with, state| {
        let address = get(|scene| format!("/spaces/{}", scene.space));
        Entry::on_space("GET /spaces/{id}", with, Action::Open, address)
            .of(state)
            .says("full", Cell("outline", 200), NOT_FOUND)
            .read(shown)
    };
    let show_about = || {
        let address = get(|scene| format!("/spaces/{}?tab=about", scene.space));
        Entry::on_space("GET /spaces/{id}", "its description and people", Action::Open, address)
            .says("full", Cell("outline", 200), NOT_FOUND)
            .read(shown)
    };
    let topic = |with, state| {
        let address = get(|scene| scene.topic(false).path());
        Entry::on_topic("GET /spaces/{id}/topics/{number}", with, TopicAction::Read, address)
            .of(state)
            .read(shown)
    };
    let edit = |with, state| {
        let address = get(|scene| format!("/spaces/{}/edit", scene.space));
        Entry::on_space("GET /spaces/{id}/edit", with, Action::Edit, address)
            .of(state)
            .says("yes", Cell("not allowed", 403), NOT_FOUND)
            // The page embeds the space for people who may open it, and an administrator's view is recorded.
            .done_anyway()
            .read(shown)
    };
    vec![
        show("the page of a space", SpaceState::Active),
        show("the page of a space in the trash", SpaceState::Trash),
        show_about(),
        topic("the page of a topic", SpaceState::Active),
        topic("the page of a topic of an archived space", SpaceState::Archived),
        edit("the form that edits a space", SpaceState::Active),
        edit("the same in the trash", SpaceState::Trash),
        Entry::on_space(
            "GET /spaces",
            "the list, searched for a space's name",
            Action::Find,
            get(|scene| format!("/spaces?q=name{}", scene.word())),
        )
        .silently("listed", "not listed")
        .read(linked),
        Entry::on_space(
            "GET /settings/trash",
            "the trash",
            Action::Find,
            get(|_| "/settings/trash".to_owned()),
        )
        .of(SpaceState::Trash)
        .silently("listed", "not listed")
        .read(
            |scene, answer| match answer.body.contains(&format!("Name{}", scene.word())) {
                true => "listed",
                false => "not listed",
            },
        ),
    ]
}

fn pages() -> Vec<Entry> {
    use AccountAction::{AddSpace, Import, ManageUsers, UseAccount};
    vec![
        Entry::page("GET /spaces", "the list of spaces", UseAccount),
        Entry::page("GET /spaces/new", "the form of a new space", AddSpace),
        Entry::page("GET /spaces/import", "the import", Import),
        Entry::page("GET /notices", "the notices", UseAccount),
        Entry::page("GET /catch-up", "the unread posts of all spaces", UseAccount),
        Entry::page("GET /search", "the search in conversations", UseAccount),
        Entry::page("GET /settings/profile", "one's own settings", UseAccount),
        Entry::page("GET /settings/import", "past imports", Import),
        Entry::page("GET /settings/trash", "the trash", UseAccount),
        Entry::page("GET /settings/users", "the users", ManageUsers).read(|_, answer| {
            match answer.body.contains("class=\"empty-state\"") {
                true => "not allowed",
                false => "yes",
            }
        }),
    ]
}

/// Returns the entries of pages and forms for people who are not signed in.
fn routes() -> Vec<Entry> {
    let open = |name: &'static str, with, signed_out, signed_in| {
        let path = name.trim_start_matches("GET ");
        Entry::open(name, with, signed_out, signed_in, get(move |_| path.to_owned()))
    };
    let send = |name, with, cell, fields| Entry::open(name, with, cell, cell, form(fields));
    vec![
        open(
            "GET /",
            "the address without a path",
            TO_SIGN_IN,
            Cell("to spaces", 302),
        ),
        Entry::open(
            "GET /design",
            "the design system, only in development builds",
            TO_SIGN_IN,
            if cfg!(debug_assertions) { YES } else { NOT_FOUND },
            get(|_| "/design".to_owned()),
        )
        .unwritten(),
        open("GET /sign-in", "the page to sign in", YES, TO_SPACES),
        send("POST /sign-in", "sign in with the password", TO_SPACES, |_| {
            vec![("email", COLLEAGUE.into()), ("password", PASSWORD.into())]
        }),
        send("POST /sign-in", "sign in with a guess", REFUSED, |_| {
            vec![("email", COLLEAGUE.into()), ("password", "a wrong guess".into())]
        }),
        open(
            "GET /setup",
            "the first set-up, when it is already done",
            TO_SIGN_IN,
            TO_SPACES,
        ),
        send("POST /setup", "the first set-up, by an old link", TO_SIGN_IN, |scene| {
            set_up(&scene.account.set_up)
        }),
        send("POST /setup", "the first set-up, by a guess", REFUSED, |_| {
            set_up("a guess")
        }),
        open("GET /join", "the page for people who are invited", YES, YES),
        send("POST /join", "join by an invitation's link", TO_SPACES, |scene| {
            vec![("token", scene.account.join.clone()), ("password", PASSWORD.into())]
        }),
        send("POST /join", "join by a guess", REFUSED, |_| {
            vec![("token", "a guess".into()), ("password", PASSWORD.into())]
        }),
    ]
}

fn set_up(token: &str) -> Vec<(&'static str, String)> {
    vec![
        ("token", token.to_owned()),
        ("name", "Eve".into()),
        ("email", "eve@example.org".into()),
        ("password", PASSWORD.into()),
    ]
}

/// Returns the entries that concern only this browser, and of routes that are no pages.
fn others() -> Vec<Entry> {
    let send = |name, with, cell, fields| Entry::open(name, with, cell, cell, form(fields));
    let nowhere = |_: &Scene| "/no/such/page".to_owned();
    vec![
        Entry::open(
            "GET /unsubscribe/{token}",
            "the page that switches a kind of e-mail off, by its link",
            YES,
            YES,
            get(|scene| {
                let token = mail::token(&scene.site.state.store, scene.account.colleague.id, Kind::Mention);
                unsubscribe::path(&token.unwrap())
            }),
        ),
        Entry::open(
            "GET /unsubscribe/{token}",
            "the same by a guess",
            NOT_FOUND,
            NOT_FOUND,
            get(|_| unsubscribe::path("00ff")),
        ),
        send(
            "POST /unsubscribe/{token}",
            "switch a kind of e-mail off by a guess",
            NOT_FOUND,
            |_| Vec::new(),
        ),
        send("POST /sign-out", "sign out", TO_SIGN_IN, |_| Vec::new()),
        send("POST /language", "change the language", TO_SPACES, |_| {
            vec![("language", "pl".into()), ("next", "/spaces".into())]
        }),
        send("POST /theme", "change the theme", TO_SPACES, |_| {
            vec![("theme", "dark".into()), ("next", "/spaces".into())]
        }),
        Entry::open(
            "GET /healthz",
            "whether the server works",
            YES,
            YES,
            get(|_| "/healthz".to_owned()),
        ),
        Entry::open(
            "GET /live",
            "the live stream, without the upgrade to a WebSocket",
            Cell("signed out", 401),
            Cell("failed", 400),
            get(|_| "/live".to_owned()),
        ),
        Entry::open(
            "POST /api/{name}",
            "a function that does not exist",
            NOT_FOUND,
            NOT_FOUND,
            Act::CallNothing,
        ),
        Entry::open(
            "GET (any other address)",
            "an address that no page has",
            TO_SIGN_IN,
            NOT_FOUND,
            get(nowhere),
        ),
        send(
            "POST (any other address)",
            "a form sent to an unknown address",
            NOT_FOUND,
            |_| Vec::new(),
        ),
    ]
}
