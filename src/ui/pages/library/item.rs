//! The rows of the library, and those of them on which a person acts together.

use domain::{
    file::{FileRow, FolderRow, Items, Place, TopicOfFile, access::FileRights, page_path},
    ids::{FileId, FolderId},
};

/// A file or folder, by its id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Item {
    Folder(FolderId),
    File(FileId),
}

/// Returns the items in the form that requests take.
pub fn items(chosen: impl IntoIterator<Item = Item>) -> Items {
    let mut items = Items::default();
    for item in chosen {
        match item {
            Item::Folder(folder) => items.folders.push(folder),
            Item::File(file) => items.files.push(file),
        }
    }
    items
}

/// A file or folder in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    Folder(FolderRow),
    File(FileRow),
}

/// What a row shows, so that it is drawn again only if that has changed.
pub type RowKey = (Item, String, Option<(i64, i64, &'static str)>, [bool; 3]);

impl Row {
    pub fn item(&self) -> Item {
        match self {
            Self::Folder(folder) => Item::Folder(folder.id),
            Self::File(file) => Item::File(file.id),
        }
    }

    pub fn name(&self) -> &str {
        match self {
            Self::Folder(folder) => &folder.name,
            Self::File(file) => &file.name,
        }
    }

    pub fn rights(&self) -> FileRights {
        match self {
            Self::Folder(folder) => folder.rights,
            Self::File(file) => file.rights,
        }
    }

    /// Returns the folder in which it is; `None` for a file that is not in the library.
    pub fn parent(&self) -> Option<Option<FolderId>> {
        match self {
            Self::Folder(folder) => Some(folder.parent),
            Self::File(file) => match file.place {
                Place::Folder(folder) => Some(folder),
                Place::Topic(_) | Place::Draft => None,
            },
        }
    }

    /// Returns whether the person may move it. Files of posts are in no folder.
    pub fn may_move(&self) -> bool {
        self.rights().change && self.parent().is_some()
    }

    /// Returns the topic that has the file.
    pub fn topic(&self) -> Option<&TopicOfFile> {
        match self {
            Self::File(FileRow {
                place: Place::Topic(topic),
                ..
            }) => Some(topic),
            _ => None,
        }
    }

    pub fn key(&self) -> RowKey {
        let rights = self.rights();
        let file = match self {
            Self::Folder(_) => None,
            Self::File(file) => Some((file.version, file.added, file.thumbnails.as_str())),
        };
        let rights = [rights.change, rights.delete, self.may_move()];
        (self.item(), self.name().to_owned(), file, rights)
    }
}

/// Files and folders on which a person acts together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Chosen {
    pub items: Items,
    /// The name of the first.
    pub name: String,
    /// Where they are: each folder with the items in it.
    pub from: Vec<(Option<FolderId>, Items)>,
    /// Whether the person may move all of them.
    pub may_move: bool,
    /// Whether the person may delete all of them.
    pub may_delete: bool,
    /// The address of the page of the file, if it is one file alone.
    pub page: Option<String>,
    /// The file and its newest version, if it is one file alone.
    pub alone: Option<(FileId, i64)>,
}

impl Chosen {
    /// Returns what is chosen by these rows.
    pub fn of<'a>(rows: impl IntoIterator<Item = &'a Row>) -> Self {
        let mut chosen = Self {
            may_move: true,
            may_delete: true,
            ..Self::default()
        };
        for row in rows {
            if chosen.items.is_empty() {
                chosen.name = row.name().to_owned();
                if let Row::File(file) = row {
                    chosen.alone = Some((file.id, file.version));
                    chosen.page = Some(page_path(file.id));
                }
            } else {
                (chosen.alone, chosen.page) = (None, None);
            }
            chosen.may_move &= row.may_move();
            chosen.may_delete &= row.rights().delete;
            add(&mut chosen.items, row.item());
            if let Some(parent) = row.parent() {
                match chosen.from.iter_mut().find(|(folder, _)| *folder == parent) {
                    Some((_, items)) => add(items, row.item()),
                    None => chosen.from.push((parent, items([row.item()]))),
                }
            }
        }
        chosen
    }

    /// Returns the number of files and folders.
    pub fn count(&self) -> usize {
        self.items.len()
    }

    /// Returns whether they can be dropped into the folder: not all are there already, and it is none of them.
    pub fn fits(&self, to: Option<FolderId>) -> bool {
        let all_there = matches!(self.from.as_slice(), [(from, _)] if *from == to);
        let is_one = to.is_some_and(|to| self.items.folders.contains(&to));
        self.may_move && !self.items.is_empty() && !all_there && !is_one
    }
}

fn add(items: &mut Items, item: Item) {
    match item {
        Item::Folder(folder) => items.folders.push(folder),
        Item::File(file) => items.files.push(file),
    }
}

/// An entry of the list: a row, or the topic whose files follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Entry {
    Topic(TopicOfFile),
    Row(Row),
}

/// Returns the rows, each group of files of one topic after the topic.
pub fn entries(rows: Vec<Row>, by_topic: bool) -> Vec<Entry> {
    let mut entries = Vec::with_capacity(rows.len());
    let mut last = None;
    for row in rows {
        let topic = row.topic().filter(|_| by_topic);
        if let Some(topic) = topic
            && last.as_ref() != Some(&topic.address)
        {
            last = Some(topic.address);
            entries.push(Entry::Topic(topic.clone()));
        }
        entries.push(Entry::Row(row));
    }
    entries
}

#[cfg(test)]
pub(super) mod tests {
    use domain::{
        file::{FileKind, Thumbnails},
        ids::{SpaceId, UserId},
        person::PersonRef,
        topic::TopicAddress,
    };
    use uuid::Uuid;

    use super::*;

    fn person() -> PersonRef {
        PersonRef {
            id: UserId(Uuid::nil()),
            name: "Jan Kot".into(),
            active: true,
        }
    }

    fn rights(change: bool) -> FileRights {
        FileRights {
            add: change,
            change,
            delete: change,
            restore: false,
        }
    }

    pub fn folder(number: u128, parent: Option<u128>) -> FolderRow {
        FolderRow {
            id: FolderId(Uuid::from_u128(number)),
            parent: parent.map(|parent| FolderId(Uuid::from_u128(parent))),
            name: format!("Folder {number}"),
            depth: 1 + i64::from(parent.is_some()),
            created_by: person(),
            created: 0,
            rights: rights(true),
        }
    }

    fn file(number: u128, place: Place) -> Row {
        Row::File(FileRow {
            id: FileId(Uuid::from_u128(number)),
            name: format!("File {number}"),
            kind: FileKind::Other,
            content_type: String::new(),
            size: 0,
            version: 3,
            place,
            added_by: person(),
            added: 0,
            picture: None,
            thumbnails: Thumbnails::None,
            rights: rights(number < 10),
        })
    }

    fn of_topic(number: u128, topic: i64) -> Row {
        let address = TopicAddress {
            space: SpaceId(Uuid::nil()),
            number: topic,
        };
        let title = String::new();
        file(number, Place::Topic(TopicOfFile { address, title }))
    }

    #[test]
    fn one_file_alone_is_downloaded_itself() {
        let one = file(1, Place::Folder(None));
        assert_eq!(Chosen::of([&one]).alone, Some((FileId(Uuid::from_u128(1)), 3)));
        let two = Chosen::of([&one, &file(2, Place::Folder(None))]);
        assert_eq!((two.alone, two.count(), two.name.as_str()), (None, 2, "File 1"));
        assert_eq!(Chosen::of([&Row::Folder(folder(3, None))]).alone, None);
    }

    #[test]
    fn what_is_moved_remembers_where_it_was() {
        let at = Some(FolderId(Uuid::from_u128(7)));
        let rows = [
            file(1, Place::Folder(None)),
            file(2, Place::Folder(at)),
            file(3, Place::Folder(None)),
        ];
        let from = Chosen::of(&rows).from;
        assert_eq!(from.len(), 2);
        assert_eq!((from[0].0, from[0].1.len()), (None, 2));
        assert_eq!((from[1].0, from[1].1.len()), (at, 1));
    }

    #[test]
    fn all_must_be_allowed_and_files_of_posts_stay_with_their_topic() {
        let [own, other, posted] = [
            file(1, Place::Folder(None)),
            file(11, Place::Folder(None)),
            of_topic(2, 1),
        ];
        assert!(Chosen::of([&own]).may_move && Chosen::of([&own]).may_delete);
        assert!(!Chosen::of([&own, &other]).may_move && !Chosen::of([&own, &other]).may_delete);
        assert!(!Chosen::of([&own, &posted]).may_move && Chosen::of([&own, &posted]).may_delete);
    }

    #[test]
    fn nothing_is_dropped_where_it_is_or_into_itself() {
        let moved = folder(1, None);
        let chosen = Chosen::of([&Row::Folder(moved.clone())]);
        assert!(!chosen.fits(None));
        assert!(!chosen.fits(Some(moved.id)));
        assert!(chosen.fits(Some(FolderId(Uuid::from_u128(9)))));
        assert!(!Chosen::default().fits(None));
    }

    #[test]
    fn files_of_a_topic_follow_its_title() {
        let rows = vec![of_topic(1, 5), of_topic(2, 5), of_topic(3, 4)];
        let shown = entries(rows.clone(), true);
        let titles: Vec<usize> = (0..shown.len())
            .filter(|at| matches!(shown[*at], Entry::Topic(_)))
            .collect();
        assert_eq!(titles, [0, 3]);
        assert_eq!(entries(rows, false).len(), 3);
    }
}
