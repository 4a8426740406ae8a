//! Pages: reading the document with what is around it, and editing it.

pub mod checks;
pub mod versions;

use domain::{
    access::Viewer,
    day::Day,
    error::AppError,
    ids::TopicId,
    topic::{
        TopicKind,
        access::TopicAction,
        page::{Checked, PageConflict, PageFacet, PageVersion},
    },
};
use sqlx::Row;

use crate::server::{
    markdown,
    permits::{By, TopicOfPermit, TopicPermit},
    store::{
        StoreError,
        engine::{
            rows::{boolean, person},
            sql::{Conn, Sql},
        },
        topics::{
            content::PostContent,
            posts::{Stored, document, stored},
            rendering, write,
        },
    },
};

/// Returns what the page has. The number of queries is constant.
pub async fn read(conn: &mut Conn, viewer: &Viewer, topic: &TopicOfPermit) -> Result<PageFacet, StoreError> {
    let mut sql = Sql::new(
        "SELECT t.first_post, g.check_on, g.checked_at, c.id, c.name, c.deactivated_at, w.id, w.name, w.deactivated_at, \
         CASE WHEN n.topic_id IS NULL THEN 0 ELSE 1 END FROM topics t \
         JOIN posts p ON p.topic_id = t.id AND p.number = t.first_post \
         JOIN users w ON w.id = COALESCE(p.edited_by, p.author_id) LEFT JOIN pages g ON g.topic_id = t.id \
         LEFT JOIN users c ON c.id = g.checked_by \
         LEFT JOIN page_checks n ON n.topic_id = t.id AND n.seen_at IS NULL AND n.person_id = ",
    );
    sql.text(viewer.id).push(" WHERE t.id = ").text(topic.id);
    let row = sql.row(conn).await?.ok_or(StoreError::NotFound)?;
    let checked: Option<i64> = row.try_get(2)?;
    let checked = checked.map(|at| {
        Ok::<_, StoreError>(Checked {
            by: person(&row, 3)?,
            at,
        })
    });
    let document = document(conn, viewer, topic, row.try_get(0)?).await?;
    let contents = markdown::contents(&document.html);
    Ok(PageFacet {
        contents: if contents.len() < 2 { Vec::new() } else { contents },
        document,
        written_by: person(&row, 6)?,
        check_on: row.try_get::<Option<&str>, _>(1)?.and_then(Day::parse),
        checked: checked.transpose()?,
        check_unseen: boolean(&row, 9)?,
        put: put_posts(conn, topic.id).await?,
    })
}

/// Returns the numbers of the replies that were put into the page.
async fn put_posts(conn: &mut Conn, topic: TopicId) -> Result<Vec<i64>, StoreError> {
    let mut sql = Sql::new("SELECT p.number FROM put_posts x JOIN posts p ON p.seq = x.post_seq WHERE x.topic_id = ");
    Ok(sql.text(topic).push(" ORDER BY p.number").integers(conn).await?)
}

/// Returns the number of the document of a topic.
///
/// # Errors
///
/// `NotAllowed` if the topic is no page, or no longer one.
async fn document_of(conn: &mut Conn, topic: TopicId) -> Result<i64, StoreError> {
    let mut sql = Sql::new("SELECT t.kind, t.first_post FROM topics t WHERE t.id = ");
    let row = sql.text(topic).row(conn).await?.ok_or(StoreError::NotFound)?;
    match TopicKind::from_storage(row.try_get(0)?) {
        TopicKind::Page => Ok(row.try_get(1)?),
        _ => Err(AppError::NotAllowed.into()),
    }
}

/// Changes the text of the document, keeps the earlier one, and marks the replies that were put into it.
///
/// # Errors
///
/// `Conflict` with a [`PageConflict`] if somebody saved another text since `version`.
pub async fn edit(
    permit: &mut TopicPermit,
    content: &PostContent,
    version: i64,
    put: &[i64],
) -> Result<(), StoreError> {
    let (topic, address, viewer) = (permit.topic(), permit.address(), permit.viewer());
    let by = permit.by();
    let conn = permit.act(TopicAction::EditPage)?;
    let number = document_of(conn, topic).await?;
    let before = stored(conn, topic, number).await?;
    if before.deleted {
        return Err(StoreError::NotFound);
    }
    if before.version != version {
        let conflict = PageConflict {
            text: rendering::source(conn, &viewer, address.space, &before.markdown).await?,
            saved: present(conn, &before).await?,
        };
        return Err(AppError::conflict(&conflict).into());
    }
    if content.markdown == before.markdown {
        return Ok(());
    }
    mark_put(conn, topic, number, put, by).await?;
    write::replace_text(conn, (topic, address), &viewer, (number, before), content, by).await
}

/// Returns the present version of a document.
async fn present(conn: &mut Conn, document: &Stored) -> Result<PageVersion, StoreError> {
    let mut sql = Sql::new("SELECT u.id, u.name, u.deactivated_at FROM users u WHERE u.id = ");
    let row = sql
        .text(document.written_by)
        .row(conn)
        .await?
        .ok_or(StoreError::NotFound)?;
    Ok(PageVersion {
        version: document.version,
        author: person(&row, 0)?,
        at: document.edited.unwrap_or(document.at),
    })
}

/// Marks replies of the topic as put into the page. Others, and deleted ones, are left out.
async fn mark_put(conn: &mut Conn, topic: TopicId, document: i64, put: &[i64], by: By) -> Result<(), StoreError> {
    if put.is_empty() {
        return Ok(());
    }
    let mut sql = Sql::new("INSERT INTO put_posts (post_seq, topic_id, person_id, at) SELECT p.seq, p.topic_id, ");
    sql.text(by.person).push(", ").bind(by.at);
    sql.push(" FROM posts p WHERE p.deleted_at IS NULL AND p.topic_id = ")
        .text(topic);
    sql.push(" AND p.number <> ").bind(document).push(" AND p.number");
    sql.within_integers(put)
        .push(" ON CONFLICT DO NOTHING")
        .run(conn)
        .await?;
    Ok(())
}
