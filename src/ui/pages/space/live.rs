//! The space that the page shows.

use domain::{
    ids::SpaceId,
    space::{SpaceDetail, SpaceView},
};

use crate::{
    api::{Answer, spaces::open_space},
    ui::pages::live::{self, Shown},
};

/// The shown space.
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
