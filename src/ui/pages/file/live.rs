//! The state of a file's page.

use domain::{file::FileDetail, ids::FileId};

use crate::{
    api::{Answer, files::open_file},
    ui::pages::live::{self, Shown},
};

/// The state of the page that shows a file.
pub type Live = live::Live<FileDetail>;

impl Shown for FileDetail {
    type Id = FileId;

    fn id(&self) -> FileId {
        self.row.id
    }

    async fn open(id: FileId) -> Answer<Option<Self>> {
        open_file(id).await.map(Some)
    }
}
