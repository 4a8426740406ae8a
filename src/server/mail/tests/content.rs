//! What messages say, in both languages.

use domain::person::Language;

use crate::{
    i18n::Messages,
    server::{
        clock,
        config::Config,
        mail::content::{
            Content, DigestMail, DigestTopic, Frame, LinkMail, MentionMail, RequestMail, digest, invitation, mention,
            new_password, request, test,
        },
    },
};

const NASTY: &str = "<b onclick=\"x()\">Żółć</b> & 'co'";

fn frame(language: Language) -> Frame {
    let config = Config {
        data: ".".into(),
        listen: ([127, 0, 0, 1], 3000).into(),
        public_url: Some("https://spaces.example.com".parse().unwrap()),
        trusted_proxies: Vec::new(),
        mail: None,
        files: Default::default(),
    };
    Frame::new(&config, Messages(language))
}

fn topic(outcome: &str) -> DigestTopic {
    DigestTopic {
        space_name: NASTY.into(),
        topic_title: NASTY.into(),
        outcome: outcome.into(),
        unread: 2,
        author: NASTY.into(),
        excerpt: NASTY.into(),
        link: "/spaces/1/topics/2#post-3".into(),
    }
}

/// Returns a message of every kind.
fn all(frame: &Frame) -> Vec<Content> {
    let link = LinkMail {
        name: NASTY.into(),
        email: "jan@example.com".into(),
        link: "/join?token=abc".into(),
    };
    let mentioned = MentionMail {
        space_name: NASTY.into(),
        topic_title: NASTY.into(),
        author: NASTY.into(),
        excerpt: format!("{NASTY}\n-- \nunsubscribe"),
        link: "/spaces/1/topics/2#post-3".into(),
    };
    let asked = RequestMail {
        space_name: NASTY.into(),
        author: NASTY.into(),
        excerpt: NASTY.into(),
        link: "/spaces/1?tab=about".into(),
    };
    let topics = vec![topic(NASTY), topic("")];
    vec![
        test(frame),
        invitation(frame, &link),
        new_password(frame, &link),
        mention(frame, &mentioned),
        request(frame, &asked),
        digest(frame, &DigestMail { topics, up_to: 0 }).unwrap(),
    ]
}

#[test]
fn no_name_becomes_html_and_no_message_is_missing() {
    for language in Language::ALL {
        for content in all(&frame(language)) {
            assert!(!content.html.contains("<b "), "{}", content.html);
            assert!(content.html.contains(&format!("lang=\"{}\"", language.tag())));
            for text in [&content.subject, &content.text, &content.html] {
                assert!(!text.contains("mail-") && !text.is_empty(), "{text}");
            }
        }
        let shown = &all(&frame(language))[3].html;
        assert!(
            shown.contains("&lt;b onclick=&quot;x()&quot;&gt;Żółć&lt;/b&gt; &amp; 'co'"),
            "{shown}"
        );
    }
}

#[test]
fn both_forms_have_the_link_and_quotes_are_marked() {
    let contents = all(&frame(Language::En));
    let mention = &contents[3];
    for form in [&mention.text, &mention.html] {
        assert!(
            form.contains("https://spaces.example.com/spaces/1/topics/2#post-3"),
            "{form}"
        );
    }
    assert!(mention.text.contains("\n> -- \n> unsubscribe"), "{}", mention.text);
    assert!(contents[1].text.contains("https://spaces.example.com/join?token=abc"));
}

#[test]
fn the_outcome_of_a_topic_is_first_in_a_digest_and_an_empty_one_is_not_sent() {
    let frame = frame(Language::Pl);
    let topics = vec![topic("Podpisane")];
    let content = digest(&frame, &DigestMail { topics, up_to: 0 }).unwrap();
    let place = |part: &str| {
        content
            .text
            .find(part)
            .unwrap_or_else(|| panic!("{part}: {}", content.text))
    };
    assert!(place("Wynik: Podpisane") < place("2 nieprzeczytane wpisy"));
    assert_eq!(content.subject, "1 wątek z\u{a0}czymś nowym");
    assert_eq!(digest(&frame, &DigestMail::default()), None);
}

#[test]
fn only_messages_that_can_be_switched_off_say_how() {
    let headers = |frame: &Frame| {
        let from = "Spaces <spaces@example.com>".parse().unwrap();
        let to = "Jan <jan@example.com>".parse().unwrap();
        let message = all(frame)
            .remove(3)
            .message(&from, to, &clock::new_id(), "spaces.example.com");
        let text = String::from_utf8(message.unwrap().formatted()).unwrap();
        text.split("\r\n\r\n").next().unwrap().replace("\r\n ", "")
    };
    let frame = frame(Language::En);
    assert!(!headers(&frame).contains("List-Unsubscribe"));
    let with = headers(&frame.with_unsubscribe("/unsubscribe/abc".into()));
    assert!(
        with.contains("List-Unsubscribe: <https://spaces.example.com/unsubscribe/abc>"),
        "{with}"
    );
    assert!(
        with.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click"),
        "{with}"
    );
    assert!(with.contains("Message-ID: <") && with.contains("@spaces.example.com>") && with.contains("Date: "));
}

#[test]
fn a_subject_with_line_breaks_adds_no_header() {
    let mentioned = MentionMail {
        space_name: "Sales".into(),
        topic_title: "Offer\r\nBcc: eve@example.com".into(),
        author: "Ewa".into(),
        excerpt: String::new(),
        link: "/".into(),
    };
    let content = mention(&frame(Language::En), &mentioned);
    let (from, to) = (
        "spaces@example.com".parse().unwrap(),
        "jan@example.com".parse().unwrap(),
    );
    let message = content.message(&from, to, &clock::new_id(), "example.com").unwrap();
    let text = String::from_utf8(message.formatted()).unwrap();
    let headers = text.split("\r\n\r\n").next().unwrap();
    assert!(
        !headers.contains("\nBcc:") && headers.contains("Subject: Ewa mentions you: Offer Bcc:"),
        "{text}"
    );
}
