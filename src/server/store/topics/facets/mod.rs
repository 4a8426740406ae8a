//! What the kinds of topics have beside the conversation: a table and a file for each.

pub mod link;

use domain::{
    access::Viewer,
    topic::{Facet, TopicKind},
};

use crate::server::{
    permits::TopicOfPermit,
    store::{StoreError, engine::sql::Conn},
};

/// Returns the facet of a topic of this kind that the viewer may read.
pub async fn read(
    conn: &mut Conn,
    viewer: &Viewer,
    topic: &TopicOfPermit,
    kind: TopicKind,
) -> Result<Facet, StoreError> {
    Ok(match kind {
        TopicKind::Talk => Facet::Talk,
        TopicKind::Task => Facet::Task,
        TopicKind::Idea => Facet::Idea,
        TopicKind::Link => Facet::Link(link::read(conn, viewer, topic).await?),
        TopicKind::Page => Facet::Page,
    })
}
