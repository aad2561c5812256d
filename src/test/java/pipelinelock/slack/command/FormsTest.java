package pipelinelock.slack.command;

import java.util.List;
import org.junit.jupiter.api.Test;
import pipelinelock.slack.Golden;
import pipelinelock.slack.Story;
import pipelinelock.slack.message.Banner;

class FormsTest {
  private static final String CHANNEL = "C0INCIDENTS";

  @Test
  void formsStandAsTheyWerePinned() {
    var incident = Story.requested().incident();
    Golden.check("form-reject", RejectModal.form(incident, CHANNEL).view(Banner.NONE));
    Golden.check("form-approve", ApproveModal.form(incident, CHANNEL).view(Banner.NONE));
    var chosen =
        new NoteModal.Chosen(CHANNEL, "1795514400.000100", "", "U0CLEO", "&lt;it&gt; is slow");
    Golden.check("form-note", NoteModal.form(chosen, List.of(incident)).view(Banner.NONE));
    Golden.check("form-recreate", RecreateModal.form(Story.DEV04, CHANNEL, 10).view(Banner.NONE));
  }
}
