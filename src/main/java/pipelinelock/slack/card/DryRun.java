package pipelinelock.slack.card;

import com.slack.api.model.block.LayoutBlock;
import java.util.ArrayList;
import pipelinelock.incident.plan.Step;
import pipelinelock.ladder.Way;
import pipelinelock.runbook.request.Proposal;
import pipelinelock.slack.message.Layout;
import pipelinelock.slack.message.Message;
import pipelinelock.slack.thread.card.Phrases;
import pipelinelock.slack.thread.card.RequestCard;

/** What a request would ask people to approve, for somebody who considers it. */
public final class DryRun {
  public static final String FLAG = "dry-run";

  private DryRun() {}

  /**
   * @param command how it is asked for in earnest, {@code recreate dev04 why it is needed}
   */
  public static Message of(Proposal proposal, String command) {
    return switch (proposal) {
      case Proposal.None(var why) -> Message.sentence(why.text());
      case Proposal.Possible possible -> message(possible, command);
    };
  }

  private static Message message(Proposal.Possible possible, String command) {
    var blocks = new ArrayList<LayoutBlock>();
    blocks.add(Layout.markup("*Dry run: this is not a request, and nothing is done.*"));
    blocks.add(Layout.sentence(possible.evidence().headline()));
    RequestCard.atMost(possible.plan()).ifPresent(blocks::add);
    blocks.add(Layout.numbered(possible.plan().steps().stream().map(Step::text).toList()));
    blocks.add(Layout.markup("*This and the other ways*"));
    blocks.add(Layout.list("• ", possible.ways().stream().map(Way::text).toList()));
    if (!possible.notes().isEmpty()) {
      blocks.add(Layout.markup("*To know before*"));
      blocks.add(Layout.list("• ", possible.notes()));
    }
    blocks.add(
        Layout.markup(
            "%s To request it: `/pipeline-lock %s`"
                .formatted(Phrases.needs(possible.policy()), command)));
    return Message.of(blocks);
  }
}
