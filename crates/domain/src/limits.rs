//! Limits of lengths and numbers. Lengths are in characters after trimming.

/// Maximum length of the name of a space.
pub const SPACE_NAME: usize = 200;
/// Maximum length of the description of a space.
pub const DESCRIPTION: usize = 20_000;
/// Maximum length of the name of a group.
pub const GROUP_NAME: usize = 80;
/// Maximum length of a tag.
pub const TAG_NAME: usize = 50;
/// Maximum number of groups of one space.
pub const GROUPS_A_SPACE: usize = 20;
/// Maximum number of tags of one space.
pub const TAGS_A_SPACE: usize = 50;
/// Maximum number of members of one space.
pub const MEMBERS_A_SPACE: usize = 2_000;
/// Maximum number of custom fields of spaces, without archived ones.
pub const FIELDS: usize = 100;
/// Maximum length of the label of a custom field.
pub const FIELD_LABEL: usize = 80;
/// Maximum length of the help text of a custom field.
pub const FIELD_HELP: usize = 500;
/// Maximum length of the heading of a section of custom fields.
pub const SECTION: usize = 80;
/// Maximum number of choices of one custom field.
pub const CHOICES_A_FIELD: usize = 200;
/// Maximum length of a choice.
pub const CHOICE: usize = 100;
/// Maximum length of a short text.
pub const SHORT_TEXT: usize = 1_000;
/// Maximum length of a long text.
pub const LONG_TEXT: usize = 20_000;
/// Maximum length of the address of a link.
pub const LINK: usize = 2_000;
/// Maximum number of tags of one link.
pub const TAGS_A_LINK: usize = 20;
/// Maximum number of bookmarks of one import.
pub const BOOKMARKS_AN_IMPORT: usize = 2_000;
/// Maximum length of a telephone number.
pub const PHONE: usize = 40;
/// Maximum length of the name of a person.
pub const PERSON_NAME: usize = 120;
/// Maximum length of an e-mail address (RFC 5321, 4.5.3.1.3, without the angle brackets).
pub const EMAIL: usize = 254;
/// Minimum length of a password (NIST SP 800-63B, 3.1.1.2, for a password that is the only factor).
pub const PASSWORD_MIN: usize = 10;
/// Maximum length of a password, so that hashing it does not take seconds.
pub const PASSWORD_MAX: usize = 256;
/// Maximum number of rows that are ticked one by one for an operation.
pub const TICKED: usize = 10_000;
/// Maximum length of a search text.
pub const SEARCH: usize = 200;
/// Page size of a list.
pub const PAGE_ROWS: usize = 50;
/// Counts are exact up to this number.
pub const COUNT_CEILING: u32 = 10_000;
/// How long a deleted space stays in the trash, in milliseconds.
pub const TRASH_KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;
/// Maximum length of the name of a deal.
pub const DEAL_NAME: usize = 200;
/// Maximum length of a note on a deal.
pub const DEAL_NOTE: usize = 10_000;
/// Maximum number of people of one deal, without its owner.
pub const PEOPLE_A_DEAL: usize = 200;
/// Maximum length of the name of a stage.
pub const STAGE_NAME: usize = 80;
/// Maximum number of stages of a pipeline.
pub const STAGES: usize = 50;
/// Maximum number of columns of a list besides the name.
pub const COLUMNS: usize = 100;
/// Maximum length of the name of a saved view.
pub const VIEW_NAME: usize = 80;
/// Maximum length of the query of a saved view.
pub const VIEW_QUERY: usize = 8_000;
/// Maximum number of saved views of one person.
pub const VIEWS_A_PERSON: usize = 100;
/// Maximum number of saved views whose hidden filters one list applies.
pub const UNSEEN_VIEWS: usize = 8;
/// Number of characters of a long text in a row of a list.
pub const ROW_TEXT: usize = 200;
/// Maximum length of the title of a topic.
pub const TOPIC_TITLE: usize = 200;
/// Maximum length of a post.
pub const POST: usize = 50_000;
/// Maximum length of an outcome.
pub const OUTCOME: usize = 500;
/// Maximum length of the sentence of a request for access.
pub const REQUEST_SENTENCE: usize = 500;
/// Maximum number of code points of an emoji. The longest one of Unicode 16 has 10.
pub const EMOJI: usize = 16;
/// Maximum number of different emoji on one post.
pub const EMOJI_A_POST: usize = 30;
/// Number of posts in a part of a thread.
pub const THREAD_POSTS: usize = 50;
/// Length of the first words of a post that stand for a title.
pub const FIRST_WORDS: usize = 80;
/// Numbers of unread topics and notices are exact up to this number.
pub const UNREAD_CEILING: i64 = 100;
/// Maximum length of the name of a file or folder, in bytes of UTF-8 (the limit of most file systems).
pub const FILE_NAME_BYTES: usize = 255;
/// Maximum number of folders inside each other.
pub const FOLDERS_DEEP: usize = 3;
/// Maximum number of folders of one space.
pub const FOLDERS_A_SPACE: usize = 10_000;
/// Maximum number of files of one post.
pub const FILES_A_POST: usize = 50;
/// Maximum number of files of a deal that are added to its project space.
pub const FILES_A_PROJECT: usize = 1_000;
/// Size of the largest file in bytes, until an administrator changes it.
pub const LARGEST_FILE: i64 = 2 * 1024 * 1024 * 1024;
/// Maximum size of one request of an upload, in bytes.
pub const UPLOAD_CHUNK: i64 = 8 * 1024 * 1024;
/// How long an upload that does not go on is kept, in milliseconds.
pub const UPLOAD_KEPT_MS: i64 = 7 * 24 * 60 * 60 * 1000;
/// How long stored bytes are kept to which nothing refers, in milliseconds.
pub const UNREFERENCED_KEPT_MS: i64 = 24 * 60 * 60 * 1000;
/// Maximum number of files of one download as zip.
pub const FILES_A_ZIP: usize = 10_000;
/// Maximum number of rows of a sheet in its preview.
pub const PREVIEW_ROWS: usize = 200;
/// Maximum number of characters of a text in its preview.
pub const PREVIEW_TEXT: usize = 200_000;
