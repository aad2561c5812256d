package pipelinelock.slack.channel;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.model.Message;
import com.slack.api.util.json.GsonFactory;
import org.junit.jupiter.api.Test;

class MessageWordsTest {
  private static String words(String json) {
    return MessageWords.of(GsonFactory.createSnakeCase().fromJson(json, Message.class));
  }

  @Test
  void aTextIsWhatItSays() {
    assertThat(words("{'text': 'it is &lt;slow&gt;', 'attachments': [{'text': 'more'}]}"))
        .isEqualTo("it is &lt;slow&gt;");
  }

  /** As Prometheus' Alertmanager posts it. */
  @Test
  void anAlertSaysWhatItsAttachmentsSay() {
    assertThat(
            words(
                """
                {"text": "", "attachments": [{"fallback": "[FIRING:1] WorkerGone",
                  "title": "[FIRING:1] WorkerGone", "title_link": "https://alerts.example.com",
                  "text": "concourse-worker/0 is gone for 5 min", "color": "danger",
                  "fields": [{"title": "severity", "value": "page", "short": true}]},
                  {"fallback": "only a picture", "image_url": "https://alerts.example.com/1.png"}]}
                """))
        .isEqualTo(
            "[FIRING:1] WorkerGone\nconcourse-worker/0 is gone for 5 min\nseverity\npage\nonly a picture");
  }

  @Test
  void blocksSayWhatIsInThem() {
    assertThat(
            words(
                """
                {"blocks": [
                  {"type": "header", "text": {"type": "plain_text", "text": "dev04"}},
                  {"type": "section", "text": {"type": "mrkdwn", "text": "*down* since 09:07"},
                    "fields": [{"type": "mrkdwn", "text": "severity: page"}]},
                  {"type": "rich_text", "elements": [{"type": "rich_text_section",
                    "elements": [{"type": "text", "text": "the worker hangs"}]}]},
                  {"type": "divider"}]}
                """))
        .isEqualTo("dev04\n*down* since 09:07\nseverity: page\nthe worker hangs");
  }

  @Test
  void whatSaysNothingIsEmpty() {
    assertThat(words("{}")).isEmpty();
    assertThat(words("{'text': ' ', 'blocks': [{'type': 'divider'}]}")).isEmpty();
  }
}
