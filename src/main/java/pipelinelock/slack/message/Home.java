package pipelinelock.slack.message;

import com.slack.api.model.block.LayoutBlock;
import com.slack.api.model.view.View;
import java.util.List;
import java.util.stream.Stream;

/** The content of the app's Home tab. */
public record Home(List<LayoutBlock> blocks) {
  public Home {
    blocks = List.copyOf(blocks);
  }

  /** The same below this. */
  public Home after(List<LayoutBlock> first) {
    return new Home(Stream.concat(first.stream(), blocks.stream()).toList());
  }

  /** As Slack takes it. */
  public View view(Banner banner) {
    return View.builder().type("home").blocks(banner.on(blocks)).build();
  }
}
