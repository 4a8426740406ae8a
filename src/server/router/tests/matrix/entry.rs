//! An entry of the access table: the request, and the answer that the rule requires for each person. The file is long
//! because it has a constructor for each kind of entry.

use axum::http::request::Builder;
use domain::{
    access::{self, AccountAction, Action, Denied, Viewer, Visible},
    account_rules::AccountRules,
    deal::{
        DealState,
        access::{self as deal_access, DealAction},
    },
    file::access::FileAction,
    import::ImportRow,
    space::SpaceState,
    topic::access::TopicAction,
    visibility::Visibility,
};
use serde_json::Value;

use super::{
    account::{FileOf, Who},
    scene::{Answer, Scene},
};

/// A cell of the table: a word and the HTTP status.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell(pub &'static str, pub u16);

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

/// The answer of a function to a client that is not signed in.
pub const SIGNED_OUT: Cell = Cell("signed out", 401);
/// The answer of a page to a client that is not signed in.
pub const TO_SIGN_IN: Cell = Cell("to sign-in", 303);
const NOT_ALLOWED: Cell = Cell("not allowed", 403);
const NOT_FOUND: Cell = Cell("not found", 404);

/// The rule that decides the answer.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// The decision of `domain::access` about this action on the space.
    Space {
        action: Action,
        allowed: Cell,
        not_allowed: Cell,
        not_found: Cell,
        /// Whether a person without the permission must get the same answer as for the unknown id.
        silent: bool,
    },
    /// The decision of `domain::deal::access` about this action on the deal.
    Deal {
        action: DealAction,
        allowed: Cell,
        not_allowed: Cell,
        not_found: Cell,
        silent: bool,
    },
    /// The decision of `domain::topic::access` about this action on a topic of the space. The member wrote the topic and
    /// its first post.
    Topic { action: TopicAction, deleted: bool },
    /// The decision of `domain::file::access` about this action on a file or folder of the member.
    File {
        action: FileAction,
        of: FileOf,
        allowed: Cell,
        not_allowed: Cell,
        not_found: Cell,
    },
    /// The decision of `domain::access` about this action in the account.
    Account { action: AccountAction, refused: Cell },
    /// The owner of the operation, import or view.
    Own {
        own: Cell,
        another: Cell,
        nobody: Cell,
        /// The answer to an administrator for the thing of another person.
        administrator: Cell,
    },
    /// Whether the client is signed in.
    Open { signed_out: Cell, signed_in: Cell },
}

/// The thing that the request is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A space of this level, or an id that no space has.
    Space(Option<Visibility>),
    /// A deal, or an id that no deal has.
    Deal(bool),
    Own,
    Another,
    Nobody,
    /// No particular thing.
    Whole,
}

const SPACES: [Column; 4] = [
    Column::Space(Some(Visibility::Public)),
    Column::Space(Some(Visibility::Private)),
    Column::Space(Some(Visibility::Hidden)),
    Column::Space(None),
];
const DEALS: [Column; 2] = [Column::Deal(true), Column::Deal(false)];
const OWNERSHIP: [Column; 3] = [Column::Own, Column::Another, Column::Nobody];

impl Column {
    /// Returns the word above the column.
    pub fn word(self) -> &'static str {
        match self {
            Self::Space(None) => "unknown",
            Self::Space(Some(level)) => level.as_str(),
            Self::Deal(true) => "a deal",
            Self::Deal(false) => "unknown",
            Self::Own => "one's own",
            Self::Another => "another's",
            Self::Nobody => "unknown",
            Self::Whole => "answer",
        }
    }
}

impl Rule {
    /// Returns the things that the entry is tried with, in the order of the file.
    pub fn columns(&self) -> &'static [Column] {
        match self {
            Self::Space { .. } | Self::Topic { .. } | Self::File { .. } => &SPACES,
            Self::Deal { .. } => &DEALS,
            Self::Own { .. } => &OWNERSHIP,
            Self::Account { .. } | Self::Open { .. } => &[Column::Whole],
        }
    }

    /// Returns the answer that a signed-in person must get.
    fn signed_in(&self, scene: &Scene) -> Cell {
        let (who, column, facts, viewer) = (scene.who, scene.column, scene.access_facts(), &scene.viewer());
        match *self {
            Self::Deal {
                action,
                allowed,
                not_allowed,
                not_found,
                ..
            } => match scene
                .deal_access_facts()
                .map(|deal| deal_access::decide(viewer, &deal, action))
            {
                Some(Ok(())) => allowed,
                Some(Err(Denied::NotAllowed)) => not_allowed,
                Some(Err(Denied::NotFound)) | None => not_found,
            },
            Self::Space {
                action,
                allowed,
                not_allowed,
                not_found,
                ..
            } => match facts.map(|facts| access::decide(viewer, &facts, action)) {
                Some(Ok(())) => allowed,
                Some(Err(Denied::NotAllowed)) => not_allowed,
                Some(Err(Denied::NotFound)) | None => not_found,
            },
            Self::Topic { action, deleted } => match scene.decide_topic(action, deleted) {
                Ok(()) => Cell("yes", 200),
                Err(Denied::NotAllowed) => NOT_ALLOWED,
                Err(Denied::NotFound) => NOT_FOUND,
            },
            Self::File {
                action,
                of,
                allowed,
                not_allowed,
                not_found,
            } => match scene.decide_file(action, of) {
                Ok(()) => allowed,
                Err(Denied::NotAllowed) => not_allowed,
                Err(Denied::NotFound) => not_found,
            },
            Self::Account { action, .. } if may(viewer, action) => Cell("yes", 200),
            Self::Account { refused, .. } => refused,
            Self::Own {
                own,
                another,
                nobody,
                administrator,
            } => match column {
                Column::Own => own,
                Column::Another if who == Who::Administrator => administrator,
                Column::Another => another,
                _ => nobody,
            },
            Self::Open { signed_in, .. } => signed_in,
        }
    }
}

/// Returns the decision of the access rule with the default rules of an account.
fn may(viewer: &Viewer, action: AccountAction) -> bool {
    access::decide_account(viewer, &AccountRules::default(), action).is_ok()
}

/// Returns the JSON of a function's arguments.
pub type Arguments = Box<dyn Fn(&Scene) -> Value + Send + Sync>;
/// Returns an address, or the body of a form.
pub type Text = Box<dyn Fn(&Scene) -> String + Send + Sync>;

/// The request of an entry.
pub enum Act {
    /// Calls the function.
    Call(Arguments),
    /// Sends rows as an import, commits it and returns its state.
    Import(fn(&Scene) -> ImportRow),
    /// Does the same, then lists the rows that the import skipped.
    ImportAndList(fn(&Scene) -> ImportRow),
    /// Opens a page.
    Get(Text),
    /// Sends a form to the address of the entry.
    Form(Text),
    /// Sends another request with this body, which is not a page.
    Send(fn(&Scene) -> Builder, &'static str),
    /// Calls a function that does not exist.
    CallNothing,
}

/// What happens before the request, with the permissions that it needs. The person may have lost these since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// The member makes their topic a page.
    Page,
    /// The person applies a list operation to the space.
    OperationOnSpace,
    /// The person imports an update of the space.
    ImportOnSpace,
    /// The person, another person or nobody applies a list operation.
    Operation,
    /// The person, another person or nobody saves a view for themselves.
    OwnView,
    /// The person, another person or nobody begins an upload.
    Upload,
    /// The person, another person or nobody saves a shared view.
    SharedView,
    /// The person, another person or nobody begins an import.
    BegunImport,
    /// The person, another person or nobody commits an import.
    DoneImport,
}

/// An entry of the access table.
pub struct Entry {
    /// The name of a function, or method and path of a route.
    pub name: &'static str,
    /// What the request does, in plain English.
    pub with: String,
    pub rule: Rule,
    signed_out: Cell,
    pub state: SpaceState,
    /// The state of the deal.
    pub deal: DealState,
    pub before: Before,
    pub act: Act,
    /// Whether the topic or file is a private one.
    pub private: bool,
    /// Whether the request is also tried with a private topic or file.
    tried_private: bool,
    /// Whether the file contains the entry.
    pub written: bool,
    /// Whether the request succeeds for everyone, whatever they may know of the space.
    done_anyway: bool,
    /// Reads the word of an answer that is not an error.
    pub read: fn(&Scene, &Answer) -> &'static str,
}

impl Entry {
    fn new(name: &'static str, with: &str, rule: Rule, act: Act) -> Self {
        let page = !matches!(
            act,
            Act::Call(_) | Act::Import(_) | Act::ImportAndList(_) | Act::Send(..)
        );
        Self {
            name,
            with: with.to_owned(),
            signed_out: if page { TO_SIGN_IN } else { SIGNED_OUT },
            rule,
            state: SpaceState::Active,
            deal: DealState::Open,
            before: Before::Nothing,
            act,
            private: false,
            tried_private: false,
            written: true,
            done_anyway: false,
            read: |_, _| "yes",
        }
    }

    /// Returns an entry of a function about one space. The status shows whether the action is permitted.
    pub fn space(
        name: &'static str,
        with: &str,
        action: Action,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::on_space(name, with, action, Act::Call(Box::new(arguments)))
    }

    /// Returns an entry of another request about one space.
    pub fn on_space(name: &'static str, with: &str, action: Action, act: Act) -> Self {
        let rule = Rule::Space {
            action,
            allowed: Cell("yes", 200),
            not_allowed: NOT_ALLOWED,
            not_found: NOT_FOUND,
            silent: false,
        };
        Self::new(name, with, rule, act)
    }

    /// Returns an entry of a function about one topic.
    pub fn topic(
        name: &'static str,
        with: &str,
        action: TopicAction,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::on_topic(name, with, action, Act::Call(Box::new(arguments)))
    }

    /// Returns an entry of another request about one topic.
    pub fn on_topic(name: &'static str, with: &str, action: TopicAction, act: Act) -> Self {
        let rule = Rule::Topic { action, deleted: false };
        Self::new(name, with, rule, act).tried_private()
    }

    /// Marks the request as one that is also tried with a private topic or file.
    pub fn tried_private(mut self) -> Self {
        self.tried_private = true;
        self
    }

    /// Returns the entry for the private topic or file of the member, if there is one.
    pub fn into_private(mut self) -> Option<Self> {
        let present = self.state == SpaceState::Active && !matches!(self.rule, Rule::Topic { deleted: true, .. });
        self.with = format!("{}: a private one", self.with);
        self.private = true;
        (self.tried_private && present).then_some(self)
    }

    /// Returns an entry of a function about one file or folder.
    pub fn on_file(
        name: &'static str,
        with: &str,
        (action, of): (FileAction, FileOf),
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::with_file(name, with, (action, of), Act::Call(Box::new(arguments)))
    }

    /// Returns an entry of another request about one file or folder.
    pub fn with_file(name: &'static str, with: &str, (action, of): (FileAction, FileOf), act: Act) -> Self {
        let rule = Rule::File {
            action,
            of,
            allowed: Cell("yes", 200),
            not_allowed: NOT_ALLOWED,
            not_found: NOT_FOUND,
        };
        Self::new(name, with, rule, act)
    }

    /// Changes the topic to the one in the trash of the space.
    pub fn deleted(mut self) -> Self {
        if let Rule::Topic { deleted, .. } = &mut self.rule {
            *deleted = true;
        }
        self
    }

    /// Returns an entry of a function about one deal.
    pub fn deal(
        name: &'static str,
        with: &str,
        action: DealAction,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::on_deal(name, with, action, Act::Call(Box::new(arguments)))
    }

    /// Returns an entry of another request about one deal.
    pub fn on_deal(name: &'static str, with: &str, action: DealAction, act: Act) -> Self {
        let rule = Rule::Deal {
            action,
            allowed: Cell("yes", 200),
            not_allowed: NOT_ALLOWED,
            not_found: NOT_FOUND,
            silent: false,
        };
        Self::new(name, with, rule, act)
    }

    /// Changes the deal to one that is won.
    pub fn won(mut self) -> Self {
        self.deal = DealState::Won;
        self
    }

    /// Returns an entry of a function about the account.
    pub fn account(
        name: &'static str,
        with: &str,
        action: AccountAction,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        let refused = NOT_ALLOWED;
        Self::new(
            name,
            with,
            Rule::Account { action, refused },
            Act::Call(Box::new(arguments)),
        )
    }

    /// Returns an entry of a page about the account. Without the permission the page says so.
    pub fn page(name: &'static str, with: &str, action: AccountAction) -> Self {
        let refused = Cell("not allowed", 403);
        let path = name.trim_start_matches("GET ");
        let act = Act::Get(Box::new(move |_| path.to_owned()));
        Self::new(name, with, Rule::Account { action, refused }, act)
    }

    /// Returns an entry of a file about the account, which is refused without the permission.
    pub fn file(name: &'static str, with: &str, action: AccountAction) -> Self {
        let path = name.trim_start_matches("GET ");
        let act = Act::Get(Box::new(move |_| path.to_owned()));
        let refused = NOT_ALLOWED;
        Self::new(name, with, Rule::Account { action, refused }, act)
    }

    /// Returns an entry of a function about a person's own operation, import or view.
    pub fn own(
        name: &'static str,
        with: &str,
        before: Before,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        let rule = Rule::Own {
            own: Cell("yes", 200),
            another: NOT_FOUND,
            nobody: NOT_FOUND,
            administrator: NOT_FOUND,
        };
        let mut entry = Self::new(name, with, rule, Act::Call(Box::new(arguments)));
        entry.before = before;
        entry
    }

    /// Returns an entry of a route that needs at most a session.
    pub fn open(name: &'static str, with: &str, signed_out: Cell, signed_in: Cell, act: Act) -> Self {
        Self::new(name, with, Rule::Open { signed_out, signed_in }, act)
    }

    /// Changes the space to one that is archived or in the trash.
    pub fn of(mut self, state: SpaceState) -> Self {
        self.state = state;
        self
    }

    /// Sets another request.
    pub fn sends(mut self, act: Act) -> Self {
        self.act = act;
        self
    }

    /// Sets what happens before the request.
    pub fn after(mut self, before: Before) -> Self {
        self.before = before;
        self
    }

    /// Leaves the entry out of the file.
    pub fn unwritten(mut self) -> Self {
        self.written = false;
        self
    }

    /// Marks the request as successful for everyone who is signed in. Only what the answer shows of the space differs.
    pub fn done_anyway(mut self) -> Self {
        self.done_anyway = true;
        self
    }

    /// Sets the answer to a person who is permitted.
    pub fn answers(mut self, cell: Cell) -> Self {
        if let Rule::Space { allowed, .. } | Rule::Own { own: allowed, .. } = &mut self.rule {
            *allowed = cell;
        }
        self
    }

    /// Sets how answers are read.
    pub fn read(mut self, read: fn(&Scene, &Answer) -> &'static str) -> Self {
        self.read = read;
        self
    }

    /// Sets the answers if the action is permitted, if it is not, and if the space does not exist.
    pub fn says(mut self, yes: &'static str, no: Cell, nothing: Cell) -> Self {
        if let Rule::Space {
            allowed,
            not_allowed,
            not_found,
            ..
        }
        | Rule::Deal {
            allowed,
            not_allowed,
            not_found,
            ..
        }
        | Rule::File {
            allowed,
            not_allowed,
            not_found,
            ..
        } = &mut self.rule
        {
            (*allowed, *not_allowed, *not_found) = (Cell(yes, 200), no, nothing);
        }
        self
    }

    /// Sets two words. A person without the permission gets the answer of the unknown id.
    pub fn silently(self, yes: &'static str, no: &'static str) -> Self {
        let mut entry = self.says(yes, Cell(no, 200), Cell(no, 200));
        if let Rule::Space { silent, .. } | Rule::Deal { silent, .. } = &mut entry.rule {
            *silent = true;
        }
        entry
    }

    /// Sets the answers for the person's own thing, for another person's, for an unknown id, and to an administrator
    /// for another person's.
    pub fn by_owner(mut self, own: Cell, another: Cell, nobody: Cell, administrator: Cell) -> Self {
        self.rule = Rule::Own {
            own,
            another,
            nobody,
            administrator,
        };
        self
    }

    /// Returns the path of a route's entry, or `None` for a function.
    pub fn path(&self) -> Option<&'static str> {
        self.name.split_once(' ').map(|(_, path)| path)
    }

    /// Returns the answer that the person must get.
    pub fn expected(&self, scene: &Scene) -> Cell {
        if !scene.who.is_signed_in() {
            return match self.rule {
                Rule::Open { signed_out, .. } => signed_out,
                _ => self.signed_out,
            };
        }
        self.rule.signed_in(scene)
    }

    /// Returns whether the person is permitted to do it, so that data may change.
    pub fn allows(&self, scene: &Scene) -> bool {
        match self.rule {
            Rule::Open { .. } => true,
            _ if !scene.who.is_signed_in() => false,
            _ if self.done_anyway => true,
            Rule::Space { action, .. } => scene
                .access_facts()
                .is_some_and(|facts| access::decide(&scene.viewer(), &facts, action).is_ok()),
            Rule::Deal { action, .. } => scene
                .deal_access_facts()
                .is_some_and(|deal| deal_access::decide(&scene.viewer(), &deal, action).is_ok()),
            Rule::Topic { action, deleted } => scene.decide_topic(action, deleted).is_ok(),
            Rule::File { action, of, .. } => scene.decide_file(action, of).is_ok(),
            Rule::Account { action, .. } => may(&scene.viewer(), action),
            Rule::Own { .. } => self.expected(scene).1 / 100 == 2,
        }
    }

    /// Returns whether the thing must not exist for the person, so that they must get exactly the answer of the unknown
    /// id.
    pub fn must_not_reveal(&self, scene: &Scene) -> bool {
        if !scene.who.is_signed_in() {
            return scene.column != Column::Whole;
        }
        if let (Rule::Deal { action, silent, .. }, Some(deal)) = (self.rule, scene.deal_access_facts()) {
            let refused = deal_access::decide(&scene.viewer(), &deal, action).is_err();
            return !deal_access::sees(&scene.viewer(), &deal) || (silent && refused);
        }
        match (self.rule, scene.access_facts()) {
            (Rule::Space { action, silent, .. }, Some(facts)) => {
                let viewer = scene.viewer();
                let refused = access::decide(&viewer, &facts, action).is_err();
                access::visible(&viewer, &facts) == Visible::Nothing || (silent && refused)
            }
            (Rule::Topic { action, deleted }, Some(_)) => scene.decide_topic(action, deleted) == Err(Denied::NotFound),
            (Rule::File { action, of, .. }, Some(_)) => scene.decide_file(action, of) == Err(Denied::NotFound),
            (Rule::Own { another, nobody, .. }, _) => {
                scene.column == Column::Another && another == nobody && self.expected(scene) == another
            }
            _ => false,
        }
    }
}
