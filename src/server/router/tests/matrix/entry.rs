//! What an entry of the access table says: how to knock, and what the rule answers to whom.

use domain::{
    access::{self, AccountAction, Action, Denied, Viewer, Visible},
    account_rules::AccountRules,
    deal::{
        DealState,
        access::{self as deal_access, DealAction},
    },
    import::ImportRow,
    space::SpaceState,
    visibility::Visibility,
};
use serde_json::Value;

use super::{
    account::Who,
    scene::{Answer, Scene},
};

/// What stands in one place of the table: a word and the status that carried it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell(pub &'static str, pub u16);

impl std::fmt::Display for Cell {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.0, self.1)
    }
}

/// What everyone gets who asks a function and is not signed in.
pub const SIGNED_OUT: Cell = Cell("signed out", 401);
/// What everyone gets who asks for a page and is not signed in.
pub const TO_SIGN_IN: Cell = Cell("to sign-in", 303);
const NOT_ALLOWED: Cell = Cell("not allowed", 403);
const NOT_FOUND: Cell = Cell("not found", 404);

/// What an answer hangs on.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// What `domain::access` says of this action with the space.
    Space {
        action: Action,
        allowed: Cell,
        not_allowed: Cell,
        not_found: Cell,
        /// Whoever may not must not even notice: they get what the unknown id gets.
        silent: bool,
    },
    /// What `domain::deal::access` says of this action with the deal.
    Deal {
        action: DealAction,
        allowed: Cell,
        not_allowed: Cell,
        not_found: Cell,
        silent: bool,
    },
    /// What `domain::access` says of this action in the account.
    Account { action: AccountAction, refused: Cell },
    /// Whose operation, import or view it is.
    Own {
        own: Cell,
        another: Cell,
        nobody: Cell,
        /// What an administrator gets for another's.
        administrator: Cell,
    },
    /// Whether one is signed in.
    Open { signed_out: Cell, signed_in: Cell },
}

/// What is asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// A space of this level, or an id that no space has.
    Space(Option<Visibility>),
    /// A deal, or an id that no deal has.
    Deal(bool),
    Own,
    Another,
    Nobody,
    /// Nothing in particular.
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
    /// The word above the column.
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
    /// What the entry is asked about, in the order of the file.
    pub fn columns(&self) -> &'static [Column] {
        match self {
            Self::Space { .. } => &SPACES,
            Self::Deal { .. } => &DEALS,
            Self::Own { .. } => &OWNERSHIP,
            Self::Account { .. } | Self::Open { .. } => &[Column::Whole],
        }
    }

    /// What the person has to get, if they are signed in.
    fn signed_in(&self, scene: &Scene) -> Cell {
        let (who, column, standing, viewer) = (scene.who, scene.column, scene.standing(), &scene.viewer());
        match *self {
            Self::Deal {
                action,
                allowed,
                not_allowed,
                not_found,
                ..
            } => match scene
                .deal_standing()
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
            } => match standing.map(|standing| access::decide(viewer, &standing, action)) {
                Some(Ok(())) => allowed,
                Some(Err(Denied::NotAllowed)) => not_allowed,
                Some(Err(Denied::NotFound)) | None => not_found,
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

/// What the access rule says by the rules that an account has at first.
fn may(viewer: &Viewer, action: AccountAction) -> bool {
    access::decide_account(viewer, &AccountRules::default(), action).is_ok()
}

/// Makes the JSON of a function's arguments.
pub type Arguments = Box<dyn Fn(&Scene) -> Value + Send + Sync>;
/// Makes an address, or the body of a form.
pub type Text = Box<dyn Fn(&Scene) -> String + Send + Sync>;

/// How one knocks.
pub enum Act {
    /// Calls the function.
    Call(Arguments),
    /// Sends rows as an import and brings them in; what became of it.
    Import(fn(&Scene) -> ImportRow),
    /// The same, then lists what the import skipped.
    ImportAndList(fn(&Scene) -> ImportRow),
    /// Opens a page.
    Get(Text),
    /// Sends a form to the address of the entry.
    Form(Text),
    /// Calls a function that does not exist.
    CallNothing,
}

/// What happens before, with the rights that it takes; the person may have lost them since.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Before {
    Nothing,
    /// The person does a list operation with the space.
    OperationOnSpace,
    /// The person imports an update of the space.
    ImportOnSpace,
    /// The person, another or nobody does a list operation.
    Operation,
    /// The person, another or nobody saves a view for themselves.
    OwnView,
    /// The person, another or nobody saves a view for everyone.
    SharedView,
    /// The person, another or nobody begins an import.
    BegunImport,
    /// The person, another or nobody brings an import in.
    DoneImport,
}

/// An entry of the access table.
pub struct Entry {
    /// A function's name, or method and path of a route.
    pub name: &'static str,
    /// What is done there, in plain English.
    pub with: String,
    pub rule: Rule,
    signed_out: Cell,
    pub state: SpaceState,
    /// Of the deal.
    pub deal: DealState,
    pub before: Before,
    pub act: Act,
    /// Whether the file tells of it.
    pub written: bool,
    /// It is done whatever the person may know of the space.
    done_anyway: bool,
    /// Reads the word of an answer that is no error.
    pub read: fn(&Scene, &Answer) -> &'static str,
}

impl Entry {
    fn new(name: &'static str, with: &str, rule: Rule, act: Act) -> Self {
        let page = !matches!(act, Act::Call(_) | Act::Import(_) | Act::ImportAndList(_));
        Self {
            name,
            with: with.to_owned(),
            signed_out: if page { TO_SIGN_IN } else { SIGNED_OUT },
            rule,
            state: SpaceState::Active,
            deal: DealState::Open,
            before: Before::Nothing,
            act,
            written: true,
            done_anyway: false,
            read: |_, _| "yes",
        }
    }

    /// A function about one space: the status says whether the action is allowed.
    pub fn space(
        name: &'static str,
        with: &str,
        action: Action,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::on_space(name, with, action, Act::Call(Box::new(arguments)))
    }

    /// Anything else about one space.
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

    /// A function about one deal.
    pub fn deal(
        name: &'static str,
        with: &str,
        action: DealAction,
        arguments: impl Fn(&Scene) -> Value + Send + Sync + 'static,
    ) -> Self {
        Self::on_deal(name, with, action, Act::Call(Box::new(arguments)))
    }

    /// Anything else about one deal.
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

    /// Of a deal that is won.
    pub fn won(mut self) -> Self {
        self.deal = DealState::Won;
        self
    }

    /// A function about the account.
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

    /// A page about the account; one that may not be seen says so.
    pub fn page(name: &'static str, with: &str, action: AccountAction) -> Self {
        let refused = Cell("not allowed", 403);
        let path = name.trim_start_matches("GET ");
        let act = Act::Get(Box::new(move |_| path.to_owned()));
        Self::new(name, with, Rule::Account { action, refused }, act)
    }

    /// A file about the account; one that may not be had is refused.
    pub fn file(name: &'static str, with: &str, action: AccountAction) -> Self {
        let path = name.trim_start_matches("GET ");
        let act = Act::Get(Box::new(move |_| path.to_owned()));
        let refused = NOT_ALLOWED;
        Self::new(name, with, Rule::Account { action, refused }, act)
    }

    /// A function about an operation, import or view of one's own.
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

    /// A route that asks for nothing but a session, or not even that.
    pub fn open(name: &'static str, with: &str, signed_out: Cell, signed_in: Cell, act: Act) -> Self {
        Self::new(name, with, Rule::Open { signed_out, signed_in }, act)
    }

    /// Of a space that is archived or in the trash.
    pub fn of(mut self, state: SpaceState) -> Self {
        self.state = state;
        self
    }

    /// After this.
    pub fn after(mut self, before: Before) -> Self {
        self.before = before;
        self
    }

    /// Nothing that the file's readers have.
    pub fn unwritten(mut self) -> Self {
        self.written = false;
        self
    }

    /// It is done for everyone who is signed in; only what is said of the space differs.
    pub fn done_anyway(mut self) -> Self {
        self.done_anyway = true;
        self
    }

    /// How its answers are read.
    pub fn read(mut self, read: fn(&Scene, &Answer) -> &'static str) -> Self {
        self.read = read;
        self
    }

    /// What it says where the action is allowed, is not, and where the space does not exist.
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
        } = &mut self.rule
        {
            (*allowed, *not_allowed, *not_found) = (Cell(yes, 200), no, nothing);
        }
        self
    }

    /// The same with two words: whoever may not gets what the unknown id gets.
    pub fn silently(self, yes: &'static str, no: &'static str) -> Self {
        let mut entry = self.says(yes, Cell(no, 200), Cell(no, 200));
        if let Rule::Space { silent, .. } | Rule::Deal { silent, .. } = &mut entry.rule {
            *silent = true;
        }
        entry
    }

    /// What it says of one's own, of another's and of nobody's, and to an administrator of another's.
    pub fn by_owner(mut self, own: Cell, another: Cell, nobody: Cell, administrator: Cell) -> Self {
        self.rule = Rule::Own {
            own,
            another,
            nobody,
            administrator,
        };
        self
    }

    /// The path of a route's entry; a function's entry has none.
    pub fn path(&self) -> Option<&'static str> {
        self.name.split_once(' ').map(|(_, path)| path)
    }

    /// What the person has to get.
    pub fn expected(&self, scene: &Scene) -> Cell {
        if !scene.who.is_signed_in() {
            return match self.rule {
                Rule::Open { signed_out, .. } => signed_out,
                _ => self.signed_out,
            };
        }
        self.rule.signed_in(scene)
    }

    /// Whether the person may do it, so that something may change.
    pub fn allows(&self, scene: &Scene) -> bool {
        match self.rule {
            Rule::Open { .. } => true,
            _ if !scene.who.is_signed_in() => false,
            _ if self.done_anyway => true,
            Rule::Space { action, .. } => scene
                .standing()
                .is_some_and(|standing| access::decide(&scene.viewer(), &standing, action).is_ok()),
            Rule::Deal { action, .. } => scene
                .deal_standing()
                .is_some_and(|deal| deal_access::decide(&scene.viewer(), &deal, action).is_ok()),
            Rule::Account { action, .. } => may(&scene.viewer(), action),
            Rule::Own { .. } => self.expected(scene).1 == 200,
        }
    }

    /// Whether what is asked about does not exist for the person, who must then get exactly what the unknown id gets.
    pub fn must_not_tell(&self, scene: &Scene) -> bool {
        if !scene.who.is_signed_in() {
            return scene.column != Column::Whole;
        }
        if let (Rule::Deal { action, silent, .. }, Some(deal)) = (self.rule, scene.deal_standing()) {
            let refused = deal_access::decide(&scene.viewer(), &deal, action).is_err();
            return !deal_access::sees(&scene.viewer(), &deal) || (silent && refused);
        }
        match (self.rule, scene.standing()) {
            (Rule::Space { action, silent, .. }, Some(standing)) => {
                let viewer = scene.viewer();
                let refused = access::decide(&viewer, &standing, action).is_err();
                access::visible(&viewer, &standing) == Visible::Nothing || (silent && refused)
            }
            (Rule::Own { another, nobody, .. }, _) => {
                scene.column == Column::Another && another == nobody && self.expected(scene) == another
            }
            _ => false,
        }
    }
}
