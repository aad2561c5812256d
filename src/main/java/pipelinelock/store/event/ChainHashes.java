package pipelinelock.store.event;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import pipelinelock.audit.HashChain;
import pipelinelock.audit.HashChain.Link;
import pipelinelock.audit.checkpoint.ChainView;

/** Collects the hashes of each chain while a file is read, for its checkpoints. */
public final class ChainHashes {
  private final Map<Long, Chain> chains = new TreeMap<>();

  private record Chain(long first, String before, List<String> hashes) {}

  public void add(Link link) {
    var chain = chains.computeIfAbsent(link.entry().incident(), _ -> begin(link));
    if (link.entry().sequence() == chain.first() + chain.hashes().size()) {
      chain.hashes().add(link.hash());
    }
  }

  private static Chain begin(Link link) {
    return new Chain(link.entry().sequence(), before(link), new ArrayList<>());
  }

  /** What it says of the event before the first is for the check of the chain to judge. */
  private static String before(Link link) {
    try {
      return Tombstone.is(link) ? Tombstone.of(link.entry()).before() : HashChain.START;
    } catch (UnreadableEvent e) {
      return HashChain.START;
    }
  }

  public Map<Long, ChainView> all() {
    var all = new TreeMap<Long, ChainView>();
    chains.forEach(
        (number, it) ->
            all.put(number, new ChainView(number, it.first(), it.before(), it.hashes())));
    return all;
  }
}
