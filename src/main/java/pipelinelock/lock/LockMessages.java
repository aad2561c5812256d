package pipelinelock.lock;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import pipelinelock.lock.LockMessage.Other;
import pipelinelock.lock.LockMessage.PoolResource;
import pipelinelock.lock.LockMessage.Verb;

/**
 * Parses the commit messages of a pool repository, in every format that pool-resource has used, and
 * those of the bot's own releases ({@link ReleaseMessage}).
 *
 * <p>Up to 1.7 the build precedes the verb: {@code main/create-cloudfoundry/pipeline-lock build 123
 * claiming: lock}, with the JSON of the instance vars before the job from 1.7.1 on, {@code one-off
 * build 5190 claiming: lock}, or nothing at all. Names are not escaped and may contain spaces. From
 * 1.8.0 on the build follows on a second line, {@code Build URL: https://…}, which {@code git log
 * --format=%s} joins with a space and which is empty under a Concourse before 8.0. (pool-resource,
 * {@code out/git_lock_handler.go}.)
 */
public final class LockMessages {
  private static final Map<String, Verb> VERBS =
      Arrays.stream(Verb.values()).collect(Collectors.toMap(Verb::text, Function.identity()));

  /** More than any name can need; a text beyond it is a person's. */
  private static final int LONGEST = 4_096;

  private static final Pattern FORM =
      Pattern.compile(
          "(?:(?:(?<team>[^/\\r\\n]+)/(?<pipeline>[^/\\r\\n]+)/(?:(?<vars>\\{.*\\})/)?"
              + "(?<job>[^/\\r\\n]+) build (?<name>\\S+)|one-off build (?<oneOff>\\d{1,18})) )?"
              + "(?<verb>claiming|unclaiming|adding claimed|adding unclaimed|updating|removing)"
              + ": (?<lock>\\S(?:[^\\r\\n]*?\\S)?)(?:\\s+Build URL:[ \\t]*(?<url>[^\\r\\n]*))?");

  private LockMessages() {}

  /**
   * What a message says of a lock; {@link Other} for everything that neither of the two would write
   * of it, so also for what is said of another lock.
   */
  public static LockMessage read(String message, String lock) {
    var text = message.strip();
    if (text.length() > LONGEST) {
      return new Other();
    }
    var matcher = FORM.matcher(ReleaseMessage.subject(text).orElse(text));
    return matcher.matches() && matcher.group("lock").equals(lock)
        ? poolResource(matcher)
        : new Other();
  }

  private static PoolResource poolResource(Matcher matcher) {
    var verb = VERBS.get(matcher.group("verb"));
    if (verb == null) {
      throw new IllegalStateException("the form admits a verb that is not in Verb");
    }
    return new PoolResource(verb, matcher.group("lock"), holder(matcher));
  }

  private static Holder holder(Matcher matcher) {
    if (matcher.group("job") != null) {
      return new Holder.JobBuild(
          new BuildRef(
              matcher.group("team"),
              matcher.group("pipeline"),
              Optional.ofNullable(matcher.group("vars")),
              matcher.group("job"),
              matcher.group("name")));
    }
    if (matcher.group("oneOff") != null) {
      return new Holder.OneOffBuild(Long.parseLong(matcher.group("oneOff")));
    }
    return Optional.ofNullable(matcher.group("url"))
        .map(BuildUrl::holder)
        .orElseGet(Holder.Unnamed::new);
  }
}
