//! The effect of an operation on one space `s`, as SQL: whether the space changes, why not, and its state before.

use domain::{
    access::Viewer,
    ids::UserId,
    limits::{GROUPS_A_SPACE, MEMBERS_A_SPACE, TAGS_A_SPACE},
    operation::{Operation, Outcome, SkipReason},
};

use crate::server::store::{
    engine::{
        dialect::{ARRAY, OBJECT, PARSED},
        sql::Sql,
    },
    fields::values::Stored,
    spaces::access,
    tags::Tag,
};

/// An operation whose arguments are checked.
pub struct Prepared {
    pub operation: Operation,
    /// `None` if there is no such tag.
    pub tag: Option<Tag>,
    /// The custom field and its new value; `None` if the field no longer exists.
    pub field: Option<SetField>,
    /// The name of the group, tag, level or people that the operation is about.
    pub about: String,
}

/// A custom field's new value.
pub struct SetField {
    /// The field's number.
    pub number: i64,
    pub label: String,
    /// `None` removes the value.
    pub stored: Option<Stored>,
}

impl SetField {
    /// Adds the condition that the space already has this value.
    pub fn is_so(&self, sql: &mut Sql) {
        sql.push(if self.stored.is_none() { "NOT " } else { "" });
        sql.push("EXISTS (SELECT 1 FROM space_field_values v WHERE v.space = s.number AND v.field = ");
        sql.bind(self.number);
        if let Some(stored) = &self.stored {
            match (&stored.text, stored.user, &stored.key) {
                (Some(text), ..) => drop(sql.push(" AND v.text = ").bind(text.as_str())),
                (_, Some(user), _) => drop(sql.push(" AND v.user_id = ").text(user)),
                // Keys of numbers, days and choices are never truncated.
                (.., key) => drop(sql.push(" AND v.key = ").bind(key.as_deref().unwrap_or_default())),
            }
        }
        sql.push(")");
    }
}

/// The meaning of the verdicts that [`Prepared::verdict`] and the undo return, from 1 on. The verdict 0 means that the
/// space changes.
const REASONS: [SkipReason; 6] = [
    SkipReason::NotAllowed,
    SkipReason::NothingToDo,
    SkipReason::TooMany,
    SkipReason::ChangedSince,
    SkipReason::Gone,
    SkipReason::NotOffered,
];

/// Returns the reason of a verdict, or `None` if the space changes.
pub fn reason(verdict: i64) -> Option<SkipReason> {
    let place = usize::try_from(verdict - 1).ok()?;
    REASONS.get(place).copied()
}

/// Sums pairs of verdict and number of spaces into an outcome. A verdict may occur more than once.
pub fn outcome(counts: &[(i64, i64)]) -> Outcome {
    let mut outcome = Outcome::default();
    for (verdict, count) in counts {
        let count = u32::try_from(*count).unwrap_or(u32::MAX);
        outcome.total += count;
        match reason(*verdict) {
            Some(reason) => match outcome.skipped.iter_mut().find(|(known, _)| *known == reason) {
                Some((_, known)) => *known += count,
                None => outcome.skipped.push((reason, count)),
            },
            None => outcome.changed += count,
        }
    }
    outcome.skipped.sort_unstable();
    outcome
}

impl Prepared {
    /// Returns the label of the field that is set.
    pub fn label(&self) -> &str {
        self.field.as_ref().map_or("", |field| field.label.as_str())
    }

    /// Adds an expression that is 0 if the space changes, and otherwise the number of the reason why not.
    pub fn verdict(&self, sql: &mut Sql, viewer: &Viewer) {
        sql.push("CASE WHEN NOT ");
        access::may(sql, viewer, self.operation.action());
        sql.push(" THEN 1 WHEN ");
        self.nothing_to_do(sql);
        sql.push(" THEN 2 WHEN ");
        self.too_many(sql);
        sql.push(" THEN 3 ELSE 0 END");
    }

    fn nothing_to_do(&self, sql: &mut Sql) {
        match &self.operation {
            Operation::AddToGroup(id) => linked(sql, "", "space_groups", "group_id", id),
            Operation::RemoveFromGroup(id) => linked(sql, "NOT ", "space_groups", "group_id", id),
            Operation::AddTag(_) => match &self.tag {
                Some(tag) => linked(sql, "", "space_tags", "tag_id", &tag.id),
                None => drop(sql.push("1 = 0")),
            },
            Operation::RemoveTag(_) => match &self.tag {
                Some(tag) => linked(sql, "NOT ", "space_tags", "tag_id", &tag.id),
                None => drop(sql.push("1 = 1")),
            },
            Operation::ChangeVisibility(to) => drop(sql.push("s.visibility = ").bind(to.as_str())),
            Operation::ChangeOwner(to) => drop(sql.push("s.owner_id = ").text(to)),
            Operation::GiveAccess(people) => {
                sql.push("NOT EXISTS (SELECT 1");
                newcomers(sql, people);
                sql.push(")");
            }
            Operation::TakeAccess(people) => {
                sql.push("NOT EXISTS (SELECT 1");
                leavers(sql, people);
                sql.push(")");
            }
            Operation::SetField { .. } => match &self.field {
                Some(field) => field.is_so(sql),
                None => drop(sql.push("1 = 1")),
            },
            Operation::Archive => drop(sql.push("s.state = 'archived'")),
            Operation::Restore => drop(sql.push("s.state = 'active'")),
            Operation::Delete => drop(sql.push("s.state = 'trash'")),
        }
    }

    fn too_many(&self, sql: &mut Sql) {
        match &self.operation {
            Operation::AddToGroup(_) => {
                sql.push("(SELECT count(*) FROM space_groups l WHERE l.space_id = s.id) >= ");
                sql.bind(GROUPS_A_SPACE as i64);
            }
            Operation::AddTag(_) => {
                sql.push("(SELECT count(*) FROM space_tags l WHERE l.space_id = s.id) >= ");
                sql.bind(TAGS_A_SPACE as i64);
            }
            // s.people includes the owner.
            Operation::ChangeOwner(to) => {
                sql.push("(s.people > ").bind(MEMBERS_A_SPACE as i64).push(" AND ");
                linked(sql, "NOT ", "space_members", "user_id", to);
                sql.push(")");
            }
            Operation::GiveAccess(people) => {
                sql.push("s.people - 1 + (SELECT count(*)");
                newcomers(sql, people);
                sql.push(") > ").bind(MEMBERS_A_SPACE as i64);
            }
            _ => drop(sql.push("1 = 0")),
        }
    }

    /// Adds an expression that is the JSON object which the undo needs.
    pub fn before(&self, sql: &mut Sql) {
        match &self.operation {
            Operation::AddToGroup(_) | Operation::RemoveFromGroup(_) | Operation::AddTag(_) => drop(sql.push("'{}'")),
            Operation::RemoveTag(_) => {
                let tag = self.tag.as_ref().map_or("", |tag| tag.id.as_str());
                sql.push(&format!("(SELECT {OBJECT}'spelling', l.spelling, 'key', l.spelling_key) FROM space_tags l WHERE l.space_id = s.id AND l.tag_id = "));
                sql.bind(tag).push(")");
            }
            Operation::ChangeVisibility(_) => drop(sql.push(&format!("{OBJECT}'visibility', s.visibility)"))),
            Operation::ChangeOwner(to) => {
                sql.push(&format!("{OBJECT}'owner', s.owner_id, 'member', "));
                linked(sql, "", "space_members", "user_id", to);
                sql.push(")");
            }
            Operation::GiveAccess(people) => {
                sql.push(&format!("{OBJECT}'people', {PARSED}(SELECT {ARRAY}p.value)"));
                newcomers(sql, people);
                sql.push(")))");
            }
            Operation::TakeAccess(people) => {
                sql.push(&format!("{OBJECT}'people', {PARSED}(SELECT {ARRAY}m.user_id)"));
                leavers(sql, people);
                sql.push(")))");
            }
            Operation::SetField { .. } => {
                let number = self.field.as_ref().map_or(0, |field| field.number);
                // The row of a value is stored and restored as a whole. Its type decides whether the undo may restore
                // it.
                sql.push(&format!(
                    "COALESCE((SELECT {OBJECT}'kind', f.kind, 'key', v.key, 'text', v.text, 'words', v.words, \
                     'number', v.number, 'user', v.user_id, 'choices', {PARSED}(SELECT {ARRAY}c.id) \
                     FROM space_field_choices l JOIN field_choices c ON c.number = l.choice \
                     WHERE l.field = v.field AND l.space = v.space))) \
                     FROM space_field_values v JOIN fields f ON f.number = v.field \
                     WHERE v.space = s.number AND v.field = "
                ));
                sql.bind(number).push("), '{}')");
            }
            Operation::Archive | Operation::Restore | Operation::Delete => {
                sql.push(&format!(
                    "{OBJECT}'state', s.state, 'archived', s.archived_at, 'deleted', s.deleted_at)"
                ));
            }
        }
    }
}

/// Adds the condition that the space is linked to this row, or, if `not` is `NOT `, that it is not.
pub fn linked(sql: &mut Sql, not: &str, table: &str, column: &str, id: impl ToString) {
    sql.push(&format!(
        "{not}EXISTS (SELECT 1 FROM {table} l WHERE l.space_id = s.id AND l.{column} = "
    ));
    sql.text(id).push(")");
}

/// Adds the query of the people who are neither owner nor member, as `p.value`.
fn newcomers(sql: &mut Sql, people: &[UserId]) {
    sql.push(" FROM ");
    sql.elements(people);
    sql.push(
        " p WHERE p.value <> s.owner_id AND NOT EXISTS \
         (SELECT 1 FROM space_members m WHERE m.space_id = s.id AND m.user_id = p.value)",
    );
}

/// Adds the query of the people who are members, as `m.user_id`.
fn leavers(sql: &mut Sql, people: &[UserId]) {
    sql.push(" FROM space_members m WHERE m.space_id = s.id AND m.user_id")
        .within(people);
}
