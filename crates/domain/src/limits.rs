//! How long and how many (product.md, 'Rights', last paragraph). Lengths count characters after trimming.

/// Longest name of a space.
pub const SPACE_NAME: usize = 200;
/// Longest description of a space.
pub const DESCRIPTION: usize = 20_000;
/// Longest name of a group.
pub const GROUP_NAME: usize = 80;
/// Longest tag.
pub const TAG_NAME: usize = 50;
/// Most groups that one space is in.
pub const GROUPS_A_SPACE: usize = 20;
/// Most tags on one space.
pub const TAGS_A_SPACE: usize = 50;
/// Most members of one space.
pub const MEMBERS_A_SPACE: usize = 2_000;
/// Most custom fields of spaces, archived ones aside.
pub const FIELDS: usize = 100;
/// Longest label of a custom field.
pub const FIELD_LABEL: usize = 80;
/// Longest help text of a custom field.
pub const FIELD_HELP: usize = 500;
/// Longest heading of a section of custom fields.
pub const SECTION: usize = 80;
/// Most choices of one custom field.
pub const CHOICES_A_FIELD: usize = 200;
/// Longest choice.
pub const CHOICE: usize = 100;
/// Longest value of a short text.
pub const SHORT_TEXT: usize = 1_000;
/// Longest value of a long text.
pub const LONG_TEXT: usize = 20_000;
/// Longest address of a link.
pub const LINK: usize = 2_000;
/// Longest telephone number.
pub const PHONE: usize = 40;
/// Longest name of a person.
pub const PERSON_NAME: usize = 120;
/// Longest e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL: usize = 254;
/// Shortest password (NIST SP 800-63B, 3.1.1.2, for a password that is the only factor).
pub const PASSWORD_MIN: usize = 10;
/// Longest password that is hashed: keeps one request from costing seconds.
pub const PASSWORD_MAX: usize = 256;
/// Most rows that are ticked one by one for an operation.
pub const TICKED: usize = 10_000;
/// Longest search text.
pub const SEARCH: usize = 200;
/// Rows on a page of a list.
pub const PAGE_ROWS: usize = 50;
/// Counts are exact up to here and 'over' beyond.
pub const COUNT_CEILING: u32 = 10_000;
/// How long a deleted space stays in the trash, in milliseconds.
pub const TRASH_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Longest name of a deal.
pub const DEAL_NAME: usize = 200;
/// Longest note on a deal.
pub const DEAL_NOTE: usize = 10_000;
/// Most people on one deal, without its owner.
pub const PEOPLE_A_DEAL: usize = 200;
/// Longest name of a stage.
pub const STAGE_NAME: usize = 80;
/// Most stages of a pipeline.
pub const STAGES: usize = 50;
/// Most columns of a list beside the name.
pub const COLUMNS: usize = 100;
/// Longest name of a saved view.
pub const VIEW_NAME: usize = 80;
/// Longest query that a saved view keeps.
pub const VIEW_QUERY: usize = 8_000;
/// Most saved views of one person.
pub const VIEWS_A_PERSON: usize = 100;
/// Most saved views whose hidden filters one list applies.
pub const UNSEEN_VIEWS: usize = 8;
/// So much of a long text stands in a row of a list.
pub const ROW_TEXT: usize = 200;
