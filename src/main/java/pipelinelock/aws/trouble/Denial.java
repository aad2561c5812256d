package pipelinelock.aws.trouble;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What AWS says about a missing permission. Nothing else of its text is used: some AWS texts repeat
 * the request, session token included.
 *
 * @param who the ARN that lacks the permission
 * @param right {@code kms:Decrypt}
 * @param why the kind of policy that denies it, or fails to allow it
 * @see <a
 *     href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">IAM
 *     User Guide</a>
 */
record Denial(String who, String right, Optional<String> why) {
  private static final Pattern WHO_AND_RIGHT =
      Pattern.compile(
          "User: (?<who>arn:aws[a-z-]{0,10}:(?:iam|sts)::[0-9]{12}:[\\w+=,.@/-]{1,300}) is not"
              + " authorized to perform: (?<right>[a-z0-9-]{1,40}:[A-Za-z0-9]{1,80})");
  private static final Pattern LACKING =
      Pattern.compile("because no (?<kind>[A-Za-z -]{3,40}) allows the ");
  private static final Pattern FORBIDDING =
      Pattern.compile("with an explicit deny in an? (?<kind>[A-Za-z -]{3,40})");

  /** Absent where AWS does not say whom it means. */
  static Optional<Denial> in(String text) {
    var found = WHO_AND_RIGHT.matcher(text);
    return found.find()
        ? Optional.of(new Denial(found.group("who"), found.group("right"), why(text)))
        : Optional.empty();
  }

  private static Optional<String> why(String text) {
    var forbidding = FORBIDDING.matcher(text);
    if (forbidding.find()) {
      return Optional.of("a %s forbids it".formatted(forbidding.group("kind").strip()));
    }
    var lacking = LACKING.matcher(text);
    return lacking.find()
        ? Optional.of("no %s allows it".formatted(lacking.group("kind").strip()))
        : Optional.empty();
  }

  String words() {
    return "%s lacks %s%s".formatted(who, right, why.map(" (%s)"::formatted).orElse(""));
  }

  boolean isForbidden() {
    return why.filter(it -> it.endsWith("forbids it")).isPresent();
  }
}
