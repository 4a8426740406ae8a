//! Who may do what with a file or folder. All access decisions about files are made here, from the rule of the space.

use serde::{Deserialize, Serialize};

use crate::{
    access::{AccessFacts, Action, Denied, Viewer, decide},
    space_state::SpaceState,
};

/// The facts about a file or folder and one viewer that the rule needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileFacts {
    pub space: AccessFacts,
    /// Whether the viewer added it.
    pub author: bool,
    /// Whether it is in the trash of its space, itself or with a folder in which it is.
    pub deleted: bool,
    /// Whether the library or a post that is not deleted has it. A file that has no such place is part of a draft, or was
    /// edited out of its post: it exists only for the person who added it.
    pub placed: bool,
}

/// An action on one file or folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileAction {
    /// Read it and download it.
    Read,
    /// Add a version of a file, or a file to a folder.
    Add,
    /// Rename it or move it to another folder.
    Change,
    /// Move it to the trash of its space.
    Delete,
    /// Take it out of the trash.
    Restore,
}

impl FileAction {
    pub const ALL: [FileAction; 5] = [Self::Read, Self::Add, Self::Change, Self::Delete, Self::Restore];
}

/// What the viewer may do with a file or folder, for its buttons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileRights {
    pub add: bool,
    pub change: bool,
    pub delete: bool,
    pub restore: bool,
}

/// Checks whether `viewer` may do `action` with the file or folder. A file of a space that the viewer may not open does not
/// exist for them, even if they know of the space.
pub fn decide_file(viewer: &Viewer, file: &FileFacts, action: FileAction) -> Result<(), Denied> {
    decide(viewer, &file.space, Action::Open).map_err(|_| Denied::NotFound)?;
    if !file.placed && !file.author {
        return Err(Denied::NotFound);
    }
    let manager = viewer.is_admin() || file.space.owner;
    let removes = manager || file.author;
    if file.deleted {
        // A deleted file exists only for the people who may restore it.
        return match action {
            _ if !removes => Err(Denied::NotFound),
            FileAction::Restore if file.space.state == SpaceState::Active => Ok(()),
            FileAction::Read => Ok(()),
            _ => Err(Denied::NotAllowed),
        };
    }
    if action == FileAction::Read {
        return Ok(());
    }
    if file.space.state != SpaceState::Active {
        return Err(Denied::NotAllowed);
    }
    let allowed = match action {
        FileAction::Read | FileAction::Add => true,
        FileAction::Change => removes || file.space.member,
        FileAction::Delete => removes,
        FileAction::Restore => false,
    };
    allowed.then_some(()).ok_or(Denied::NotAllowed)
}

/// Returns what the viewer may do with a file or folder.
pub fn file_rights(viewer: &Viewer, file: &FileFacts) -> FileRights {
    let may = |action| decide_file(viewer, file, action).is_ok();
    FileRights {
        add: may(FileAction::Add),
        change: may(FileAction::Change),
        delete: may(FileAction::Delete),
        restore: may(FileAction::Restore),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{access::Visible, access::visible, ids::UserId, person::Role, visibility::Visibility};
    use uuid::Uuid;

    fn viewer(role: Role) -> Viewer {
        Viewer {
            id: UserId(Uuid::nil()),
            role,
        }
    }

    /// Returns every combination of facts.
    fn all() -> impl Iterator<Item = FileFacts> {
        Visibility::ALL.into_iter().flat_map(|visibility| {
            SpaceState::ALL.into_iter().flat_map(move |state| {
                (0..32).map(move |bits: u32| {
                    let has = |bit: u32| bits & (1 << bit) != 0;
                    FileFacts {
                        space: AccessFacts {
                            visibility,
                            state,
                            owner: has(0),
                            member: has(1),
                        },
                        author: has(2),
                        deleted: has(3),
                        placed: has(4),
                    }
                })
            })
        })
    }

    #[test]
    fn no_file_is_open_to_a_person_who_may_not_open_the_space() {
        for file in all() {
            for role in Role::ALL {
                let viewer = viewer(role);
                if visible(&viewer, &file.space) == Visible::Full {
                    continue;
                }
                for action in FileAction::ALL {
                    let denied = Err(Denied::NotFound);
                    assert_eq!(decide_file(&viewer, &file, action), denied, "{file:?} {action:?}");
                }
            }
        }
    }

    #[test]
    fn a_file_without_a_place_exists_only_for_the_person_who_added_it() {
        for file in all().filter(|file| !file.placed && !file.author) {
            for role in Role::ALL {
                for action in FileAction::ALL {
                    assert!(
                        decide_file(&viewer(role), &file, action).is_err(),
                        "{file:?} {action:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn an_archived_space_is_read_only() {
        for file in all().filter(|file| file.space.state != SpaceState::Active) {
            for role in Role::ALL {
                for action in FileAction::ALL.into_iter().filter(|action| *action != FileAction::Read) {
                    assert!(
                        decide_file(&viewer(role), &file, action).is_err(),
                        "{file:?} {action:?}"
                    );
                }
            }
        }
    }

    #[test]
    fn members_change_files_and_only_their_authors_and_managers_delete_them() {
        let file = |owner, member, author| FileFacts {
            space: AccessFacts {
                visibility: Visibility::Public,
                state: SpaceState::Active,
                owner,
                member,
            },
            author,
            deleted: false,
            placed: true,
        };
        let rights = |role, file| {
            let rights = file_rights(&viewer(role), &file);
            (rights.add, rights.change, rights.delete)
        };
        assert_eq!(rights(Role::User, file(false, false, false)), (true, false, false));
        assert_eq!(rights(Role::User, file(false, true, false)), (true, true, false));
        assert_eq!(rights(Role::User, file(false, false, true)), (true, true, true));
        assert_eq!(rights(Role::User, file(true, false, false)), (true, true, true));
        assert_eq!(
            rights(Role::Administrator, file(false, false, false)),
            (true, true, true)
        );
    }
}
