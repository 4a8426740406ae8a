//! The address of a topic that is a link, and its tags.

pub mod list;
pub mod rows;

use domain::{
    access::Viewer,
    error::{AppError, Field},
    topic::{
        TopicEvent,
        access::TopicAction,
        link::{Address, LinkFacet, LinkForm, link_tags},
    },
};
use sqlx::Row;

use super::super::record;
use crate::server::{
    permits::{TopicOfPermit, TopicPermit},
    store::{
        StoreError,
        engine::sql::{Conn, Sql},
    },
};

/// Returns the facet of a topic that the viewer may read.
pub async fn read(conn: &mut Conn, viewer: &Viewer, topic: &TopicOfPermit) -> Result<LinkFacet, StoreError> {
    let Some(stored) = rows::stored(conn, topic.id).await? else {
        return Ok(LinkFacet::default());
    };
    let place = (topic.address.space, Some(topic.id));
    let same = rows::known(conn, viewer, place, &stored.canonical).await?;
    Ok(LinkFacet {
        url: Some(stored.url),
        host: stored.host,
        tags: rows::tags(conn, topic.id).await?,
        same,
    })
}

/// A changed link whose fields were checked.
#[derive(Clone, Debug)]
pub struct LinkContent {
    address: Address,
    tags: Vec<String>,
}

impl LinkContent {
    /// Checks the form.
    ///
    /// # Errors
    ///
    /// `Invalid` with the address or the tags.
    pub fn new(form: &LinkForm) -> Result<Self, AppError> {
        Ok(Self {
            address: Address::read(&form.address).map_err(|reason| AppError::field(Field::Address, reason))?,
            tags: link_tags(&form.tags).map_err(|reason| AppError::field(Field::Tags, reason))?,
        })
    }
}

/// Changes address and tags.
///
/// # Errors
///
/// `Conflict` with the current [`LinkForm`] if the topic has changed since `version`; with the
/// [`KnownLink`](domain::topic::link::KnownLink) if another topic that the person may read has the new address.
pub async fn save(permit: &mut TopicPermit, content: &LinkContent, version: i64) -> Result<(), StoreError> {
    let (topic, address, viewer) = (permit.topic(), permit.address(), permit.viewer());
    let by = permit.by();
    let conn = permit.act(TopicAction::Change)?;
    let before = rows::stored(conn, topic).await?;
    let (url, canonical) = before.map(|stored| (stored.url, stored.canonical)).unwrap_or_default();
    let now = LinkForm {
        address: url,
        tags: rows::tags(conn, topic).await?,
    };
    // The version changes with every act on the topic, so it does not come from a table of this module.
    let mut sql = Sql::new("SELECT t.version FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    if row.try_get::<i64, _>(0)? != version {
        return Err(AppError::conflict(&now).into());
    }
    if content.address.canonical != canonical {
        rows::refuse_known(conn, &viewer, (address.space, Some(topic)), &content.address).await?;
    }
    if now.address == content.address.url && now.tags == content.tags {
        return Ok(());
    }
    rows::put(conn, topic, address.space, &content.address).await?;
    rows::set_tags(conn, topic, &content.tags).await?;
    let mut sql = Sql::new("UPDATE topics SET version = version + 1 WHERE id = ");
    sql.text(topic).run(conn).await?;
    record::changed(conn, by, address, TopicEvent::Changed).await
}
