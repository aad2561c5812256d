package pipelinelock.git;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/** Who the bot's own commits are by; pool-resource's are by {@code git <git@localhost>}. */
public record Committer(String name, String address) {
  PersonIdent at(Instant when) {
    return new PersonIdent(name, address, when, ZoneOffset.UTC);
  }
}
