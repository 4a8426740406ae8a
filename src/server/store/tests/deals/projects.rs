//! Spaces that are created for deals.

use domain::{
    access::{AccountAction, Action},
    deal::{DealDetail, ProjectSpace, access::DealAction},
    error::AppError,
    ids::{DealId, SpaceId, UserId},
    space::{SpaceState, SpaceView},
    visibility::Visibility,
};

use super::{
    super::world::{World, form as space_form, put},
    add, close, form, open, pipeline,
};
use crate::server::{
    clock,
    gate::Gate,
    store::{deals, spaces},
};

async fn project(gate: &Gate, deal: DealId, owner: UserId, level: Visibility) -> Result<SpaceId, AppError> {
    let mut permit = gate.account(AccountAction::AddSpace).await?;
    let project = ProjectSpace {
        deal,
        owner,
        files: Vec::new(),
    };
    let id = deals::create_space(&mut permit, project, space_form("Project", level), clock::new_id()).await?;
    permit.commit().await?;
    Ok(id)
}

async fn deal_of(gate: &Gate, space: SpaceId) -> Option<String> {
    match spaces::open_audited(gate.store(), &gate.viewer(), space).await.unwrap() {
        SpaceView::Full(space) => space.deal.map(|deal| deal.name),
        SpaceView::Outline(_) => panic!("an outline"),
    }
}

#[tokio::test]
async fn a_project_space_names_its_deal_only_to_people_who_see_the_deal() {
    let world = World::new().await;
    let stages = pipeline(&world).await;
    let owner = world.user("Owner").await;
    let person = world.user("Person").await;
    let stranger = world.user("Stranger").await;
    let id = add(&owner, form("Sold", stages[0].id, owner.me().id, &[person.me().id])).await;
    let me = owner.me().id;
    assert_eq!(
        project(&owner, id, me, Visibility::Public).await,
        Err(AppError::NotAllowed)
    );
    close(&owner, id, true).await;
    let denied = project(&stranger, id, me, Visibility::Public).await;
    assert_eq!(denied, Err(AppError::NotFound));

    // The person adds it for the owner and stays a member.
    let public = project(&person, id, me, Visibility::Public).await.unwrap();
    let hidden = project(&owner, id, me, Visibility::Hidden).await.unwrap();
    let SpaceView::Full(space) = spaces::open_audited(person.store(), &person.viewer(), public)
        .await
        .unwrap()
    else {
        panic!("an outline")
    };
    assert_eq!((space.owner.id, space.members[0].id), (me, person.me().id));
    assert_eq!(deal_of(&person, public).await.as_deref(), Some("Sold"));
    assert_eq!(deal_of(&stranger, public).await, None);

    // The deal lists a space only to people who may open the space.
    let listed = |deal: DealDetail| deal.spaces.iter().map(|space| space.id).collect::<Vec<_>>();
    assert_eq!(listed(open(&owner, id).await.unwrap()), [public, hidden]);
    assert_eq!(listed(open(&person, id).await.unwrap()), [public]);
    put(&owner, public, SpaceState::Trash).await;
    assert_eq!(listed(open(&owner, id).await.unwrap()), [hidden]);

    // After the deal was deleted, its spaces stay and no longer name it.
    let mut permit = owner.deal(id, DealAction::Delete).await.unwrap();
    deals::delete(&mut permit).await.unwrap();
    permit.commit().await.unwrap();
    assert_eq!(deal_of(&owner, hidden).await, None);
    assert!(owner.space(hidden, Action::Open).await.is_ok());
}
