//! One person and one request: the thing that it is about, and sending it.

use axum::{
    body::to_bytes,
    http::{HeaderMap, Request, header, request::Builder},
    response::Response,
};
use domain::{
    access::{AccessFacts, Denied, Viewer},
    deal::{DealState, access::DealAccessFacts},
    file::access::{FileAction, FileFacts, decide_file},
    ids::{DealId, GroupId, SpaceId, UserId},
    import::ImportRow,
    list_query::{ListQuery, Place},
    space::{SpaceForm, SpaceState},
    topic::{
        TopicAddress,
        access::{TopicAction, TopicFacts, decide_topic},
    },
    visibility::Visibility,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use uuid::Uuid;

use super::{
    super::{HOST, Site},
    account::{self, Account, FileOf, FilesOfSpace, Who},
    entry::{Act, Column, Entry},
};
use crate::{
    api::imports::ImportState,
    server::{clock, gate::Gate},
};

/// The answer to a request.
pub struct Answer {
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    async fn of(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let body = to_bytes(body, 1 << 22).await.unwrap();
        Self {
            status: parts.status.as_u16(),
            headers: parts.headers,
            body: String::from_utf8_lossy(&body).into_owned(),
        }
    }

    /// Parses the body as the answer of a function.
    pub fn json<T: DeserializeOwned>(&self) -> T {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {}", self.body))
    }

    /// Returns the target of a redirect.
    pub fn place(&self) -> &str {
        self.headers
            .get(header::LOCATION)
            .map_or("", |place| place.to_str().unwrap())
    }
}

/// A person, and the thing that the request is about.
pub struct Scene<'a> {
    pub account: &'a Account,
    pub site: &'a Site,
    pub who: Who,
    pub column: Column,
    pub state: SpaceState,
    /// The space. In the unknown column an id that no space has.
    pub space: SpaceId,
    /// The deal. In the unknown column an id that no deal has.
    pub deal: DealId,
    pub deal_state: DealState,
    /// The operation or import that the entry is about.
    pub thing: Uuid,
    cookie: Option<String>,
    unknown: FilesOfSpace,
}

impl<'a> Scene<'a> {
    /// Creates a session for the person and the thing that the entry is about.
    pub async fn new(account: &'a Account, site: &'a Site, entry: &Entry, who: Who, column: Column) -> Self {
        let space = match column {
            Column::Space(Some(level)) => account.space(level, entry.state),
            _ => SpaceId(clock::new_id()),
        };
        let deal = match column {
            Column::Deal(true) => account.deal(entry.deal),
            _ => DealId(clock::new_id()),
        };
        let cookie = match who {
            Who::Stranger => None,
            who => Some(account::cookie(site, account.me(who).id).await),
        };
        Self {
            account,
            site,
            who,
            column,
            state: entry.state,
            space,
            deal,
            deal_state: entry.deal,
            thing: clock::new_id(),
            cookie,
            unknown: FilesOfSpace::unknown(),
        }
    }

    /// Returns the person as the access rule sees them. The person must be signed in.
    pub fn viewer(&self) -> Viewer {
        self.account.me(self.who).viewer()
    }

    /// Returns the person's relation to the space, or `None` if there is no space.
    pub fn access_facts(&self) -> Option<AccessFacts> {
        let Column::Space(Some(visibility)) = self.column else {
            return None;
        };
        Some(AccessFacts {
            visibility,
            state: self.state,
            owner: self.who == Who::Owner,
            member: self.who == Who::Member,
        })
    }

    /// Returns the person's relation to the deal, or `None` if there is no deal.
    pub fn deal_access_facts(&self) -> Option<DealAccessFacts> {
        (self.column == Column::Deal(true)).then_some(DealAccessFacts {
            state: self.deal_state,
            owner: self.who == Who::Owner,
            person: self.who == Who::Member,
        })
    }

    /// Returns the address of the topic that the member wrote, or of the one that the member deleted.
    pub fn topic(&self, deleted: bool) -> TopicAddress {
        TopicAddress {
            space: self.space,
            number: if deleted { 2 } else { 1 },
        }
    }

    /// Returns the files and the folder of the member. In the unknown column these are ids that nothing has.
    pub fn files(&self) -> FilesOfSpace {
        match self.column {
            Column::Space(Some(level)) => self.account.files(level, self.state),
            _ => self.unknown,
        }
    }

    /// Decides about a file or folder of the member.
    pub fn decide_file(&self, action: FileAction, of: FileOf) -> Result<(), Denied> {
        let facts = FileFacts {
            space: self.access_facts().ok_or(Denied::NotFound)?,
            author: self.who == Who::Member,
            deleted: of == FileOf::Trash,
            placed: of != FileOf::Draft,
        };
        decide_file(&self.viewer(), &facts, action)
    }

    /// Returns a space in which everybody may write who may write in this one.
    pub fn another_space(&self) -> SpaceId {
        let level = match self.level() {
            Some(Visibility::Public) => Visibility::Private,
            _ => Visibility::Public,
        };
        self.account.space(level, SpaceState::Active)
    }

    /// Decides about a topic of the member. An action on an own post is one on the first post, which is another person's
    /// for everybody else.
    pub fn decide_topic(&self, action: TopicAction, deleted: bool) -> Result<(), Denied> {
        let space = self.access_facts().ok_or(Denied::NotFound)?;
        let author = self.who == Who::Member;
        let topic = TopicFacts {
            space,
            author,
            deleted,
            assignee: false,
            private: false,
        };
        let decide = |action| decide_topic(&self.viewer(), &topic, action);
        match action {
            TopicAction::EditOwnPost if !author => decide(TopicAction::Read).and(Err(Denied::NotAllowed)),
            TopicAction::DeleteOwnPost if !author => decide(TopicAction::DeletePost),
            action => decide(action),
        }
    }

    /// Returns the word by which a search finds the deal and nothing else. All words have the same length.
    pub fn deal_word(&self) -> &'static str {
        match (self.column, self.deal_state) {
            (Column::Deal(true), state) => account::deal_word(state),
            _ => "Dealnone",
        }
    }

    /// Returns a gate for what another person does outside of the tried request.
    pub fn gate(&self, who: Who) -> Gate {
        Gate::of(self.site.state.store.clone(), self.account.me(who).clone())
    }

    /// Returns the id of a person.
    pub fn person(&self, who: Who) -> UserId {
        self.account.me(who).id
    }

    fn level(&self) -> Option<Visibility> {
        match self.column {
            Column::Space(level) => level,
            _ => None,
        }
    }

    /// Returns the word that the texts of the space contain.
    pub fn word(&self) -> String {
        account::word(self.level(), self.state)
    }

    /// Returns the group that only this space is in.
    pub fn group(&self) -> GroupId {
        self.account.group(&self.word())
    }

    /// Returns the form of the space in its present state.
    pub fn form(&self) -> SpaceForm {
        let members = [self.person(Who::Member), self.person(Who::Deactivated)];
        let level = self.level().unwrap_or(Visibility::Public);
        let mut form = account::form(level, self.state, self.group(), &members, self.account.field);
        form.name = form.name.replace(&account::word(Some(level), self.state), &self.word());
        // Archiving and deleting increment the version.
        form.version = if self.state == SpaceState::Active { 1 } else { 2 };
        form
    }

    /// Returns a level that the space does not have.
    pub fn other_level(&self) -> Visibility {
        match self.level() {
            Some(Visibility::Public) => Visibility::Private,
            _ => Visibility::Public,
        }
    }

    /// Returns a list with a search for this text.
    pub fn list(&self, search: &str) -> ListQuery {
        ListQuery {
            search: search.to_owned(),
            state: self.state,
            ..ListQuery::default()
        }
    }
}

/// Returns the arguments of `list_spaces`.
pub fn first_page(query: ListQuery) -> Value {
    json!({ "query": query, "place": Place::First })
}

impl Scene<'_> {
    /// Sends the request of the entry.
    pub async fn request(&self, entry: &Entry) -> Answer {
        match &entry.act {
            Act::Call(arguments) => {
                let answer = self.call(entry.name, arguments(self)).await;
                match entry.name {
                    "commit_import" => self.ended(answer).await,
                    _ => answer,
                }
            }
            Act::CallNothing => self.call("no_such_function", json!({})).await,
            Act::Import(row) => self.import(row(self)).await,
            Act::ImportAndList(row) => self.import_and_list(row(self)).await,
            Act::Get(address) => {
                let request = Request::get(address(self)).header("accept", "text/html");
                self.send(request, String::new()).await
            }
            Act::Send(request, body) => self.send(request(self), (*body).to_owned()).await,
            Act::Form(fields) => {
                let path = entry.path().filter(|path| path.starts_with('/'));
                let path = path.unwrap_or("/no/such/page");
                let kind = "application/x-www-form-urlencoded";
                let request = Request::post(path).header("accept", "text/html");
                self.send(request.header("content-type", kind), fields(self)).await
            }
        }
    }

    async fn call(&self, function: &str, arguments: Value) -> Answer {
        let request = Request::post(format!("/api/{function}")).header("content-type", "application/json");
        self.send(request, arguments.to_string()).await
    }

    async fn send(&self, mut request: Builder, body: String) -> Answer {
        if let Some(cookie) = &self.cookie {
            request = request.header("cookie", cookie);
        }
        request = request.header("origin", format!("http://{HOST}"));
        Answer::of(self.site.send(request, body).await).await
    }

    /// Begins an import, sends one row and commits it. Returns the last state, or the first answer that is an error.
    async fn import(&self, row: ImportRow) -> Answer {
        let id = self.thing;
        let steps = [
            (
                "begin_import",
                json!({ "id": id, "file_name": "spaces.csv", "rows": 1, "left_out": 0 }),
            ),
            ("send_import_chunk", json!({ "id": id, "chunk": 0, "rows": [row] })),
        ];
        for (function, arguments) in steps {
            let answer = self.call(function, arguments).await;
            if answer.status != 200 {
                return answer;
            }
        }
        let answer = self.call("commit_import", json!({ "id": id, "chunks": 1 })).await;
        self.ended(answer).await
    }

    /// Returns the state of the import when it has ended.
    async fn ended(&self, mut answer: Answer) -> Answer {
        while answer.status == 200 && matches!(answer.json(), ImportState::Running { .. }) {
            tokio::time::sleep(std::time::Duration::from_millis(2)).await;
            answer = self.call("import_progress", json!({ "id": self.thing })).await;
        }
        answer
    }

    async fn import_and_list(&self, row: ImportRow) -> Answer {
        let answer = self.import(row).await;
        if answer.status != 200 {
            return answer;
        }
        let skipped = domain::list_query::ImportFilter {
            id: domain::ids::ImportId(self.thing),
            outcome: Some(domain::list_query::ImportOutcome::Skipped),
        };
        let query = ListQuery {
            import: Some(skipped),
            ..ListQuery::default()
        };
        self.call("list_spaces", first_page(query)).await
    }
}
