//! The state of a space's page.

use domain::{
    ids::SpaceId,
    space::{SpaceDetail, SpaceView},
};

use crate::{
    api::{Answer, spaces::open_space},
    ui::pages::live::{self, Shown},
};

/// The state of the page that shows a space.
pub type Live = live::Live<SpaceDetail>;

impl Shown for SpaceDetail {
    type Id = SpaceId;

    fn id(&self) -> SpaceId {
        self.id
    }

    async fn open(id: SpaceId) -> Answer<Option<Self>> {
        Ok(match open_space(id).await? {
            SpaceView::Full(space) => Some(*space),
            SpaceView::Outline(_) => None,
        })
    }
}
