package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import java.util.List;

/** The content of the app's Home tab. */
public record Home(List<LayoutBlock> blocks) {
  public Home {
    blocks = List.copyOf(blocks);
  }

  /** As Slack takes it. */
  public View view(Banner banner) {
    return View.builder().type("home").blocks(banner.on(blocks)).build();
  }
}
