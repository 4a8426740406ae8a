//! The state of a deal's page.

use domain::{deal::DealDetail, ids::DealId};

use crate::{
    api::{Answer, deals::open_deal},
    ui::pages::live::{self, Shown},
};

/// The state of the page that shows a deal.
pub type Live = live::Live<DealDetail>;

impl Shown for DealDetail {
    type Id = DealId;

    fn id(&self) -> DealId {
        self.id
    }

    async fn open(id: DealId) -> Answer<Option<Self>> {
        open_deal(id).await.map(Some)
    }
}
