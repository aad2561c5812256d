package pipelinelock.settings.source;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import pipelinelock.wording.Nearest;

/**
 * A value that was meant to be filled in or fetched but would be taken literally: a misspelt
 * source, or another tool's placeholder. Sent as a password it fails far from its cause, and shows
 * a remote where the secrets are.
 *
 * @param what what is wrong, without any part of the value
 * @param fix what to do about it
 */
public record Lookalike(String what, String fix) {
  /** What a secret begins with that really reads like one of these. */
  public static final String LITERAL = "literal:";

  private static final String REALLY = "; if the value really is this text, write " + LITERAL + "…";
  private static final String ITSELF =
      "it to the value itself; if the value really is this text, put it into a file and write file:/path";
  private static final Pattern SCHEME =
      Pattern.compile("(?<word>[A-Za-z][A-Za-z0-9+._-]{0,29})\\s*:\\s*(?<rest>\\S.*)");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+._-]*://.*");

  /** Where other tools find secrets. */
  private static final List<String> FOREIGN =
      List.of(
          "vault",
          "ssm",
          "credhub",
          "aws-secrets-manager",
          "secretsmanager",
          "gcp-secretmanager",
          "azure-keyvault",
          "keyvault",
          "op",
          "sops",
          "env",
          "secret");

  /** Addresses of things that are no secrets. */
  private static final Set<String> PROTOCOLS =
      Set.of("http", "https", "ssh", "git", "jdbc", "socks5", "socks5h");

  private static final Pattern SECRET_ARN = Pattern.compile("arn:aws[a-z-]*:secretsmanager:.*");
  private static final Pattern ARN = Pattern.compile("arn:aws[a-z-]*:(s3|ssm|kms):.*");
  private static final Pattern CREDHUB = Pattern.compile("\\(\\(.*\\)\\)");
  private static final Pattern VARIABLE = Pattern.compile("\\$[A-Za-z_][A-Za-z0-9_]*");
  private static final Pattern COMMAND = Pattern.compile("\\$\\(.*\\)|`.*`");
  private static final Pattern TEMPLATE = Pattern.compile("\\{\\{.*}}|<%.*%>");
  private static final Pattern BLANK = Pattern.compile("<[^<>]+>");
  private static final Pattern PATH =
      Pattern.compile("(~|/(etc|run|var|home|root|opt|mnt|srv|tmp|usr|secrets))/.*");

  /**
   * Looks at a value of one word that no source was found for.
   *
   * @param written as in the settings
   * @param schemes of the sources that there are
   * @return nothing if it may well be meant as written
   */
  public static Optional<Lookalike> of(String written, Collection<String> schemes) {
    String text = written.strip();
    return text.chars().anyMatch(Character::isWhitespace)
        ? Optional.empty()
        : placeholder(text).or(() -> source(text, schemes));
  }

  /** The same for a secret, which is no address, no path and no blank in a form either. */
  public static Optional<Lookalike> ofSecret(String written, Collection<String> schemes) {
    String text = written.strip();
    return text.lines().count() > 1
        ? Optional.empty()
        : placeholder(text).or(() -> source(text, schemes)).or(() -> elsewhere(text, schemes));
  }

  /**
   * Looks at the content of an environment variable, which is used as it is. Only what no secret
   * looks like is refused: another tool's placeholder, and the name of a source.
   */
  public static Optional<Lookalike> ofVariable(String content, Collection<String> schemes) {
    String text = content.strip();
    if (CREDHUB.matcher(text).matches() || TEMPLATE.matcher(text).matches()) {
      return Optional.of(
          new Lookalike("contains a placeholder that nothing replaced", "set " + ITSELF));
    }
    return schemes.stream().anyMatch(it -> text.startsWith(it + ":"))
        ? Optional.of(
            new Lookalike(
                "contains the name of a source, and the content of a variable is never fetched",
                "write that source here instead of the variable, or set " + ITSELF))
        : Optional.empty();
  }

  private static Optional<Lookalike> placeholder(String text) {
    if (CREDHUB.matcher(text).matches()) {
      return found(
          "is a ((placeholder)) as in BOSH and Concourse, and nothing replaces it here",
          "write where the value is, for example file:/path");
    }
    if (VARIABLE.matcher(text).matches()) {
      return found("looks like a shell variable in the wrong form", "write ${NAME}, in braces");
    }
    if (COMMAND.matcher(text).matches()) {
      return found(
          "looks like a shell command, and nothing runs it here",
          "have it write a file, and write file:/path");
    }
    if (TEMPLATE.matcher(text).matches()) {
      return found(
          "is a template placeholder that was not replaced",
          "replace it before the bot reads the file, or write ${NAME}");
    }
    return Optional.empty();
  }

  private static Optional<Lookalike> source(String text, Collection<String> schemes) {
    if (SECRET_ARN.matcher(text).matches() && schemes.contains("aws-secretsmanager")) {
      return found("is the ARN of a secret, not the secret", "write aws-secretsmanager: before it");
    }
    if (ARN.matcher(text).matches()) {
      return found("is an ARN, which is not a source", known(schemes));
    }
    var parts = SCHEME.matcher(text);
    return parts.matches()
        ? scheme(parts.group("word"), parts.group("rest"), schemes)
        : Optional.empty();
  }

  private static Optional<Lookalike> scheme(String word, String rest, Collection<String> schemes) {
    return meant(word, rest, schemes)
        .flatMap(
            it ->
                found(
                    "looks like a source, but is not one",
                    "did you mean %s:… in lower case, with nothing before the colon?"
                        .formatted(it)))
        .or(
            () ->
                FOREIGN.contains(word.toLowerCase(Locale.ROOT))
                    ? found("names a source that the bot does not know", known(schemes))
                    : Optional.empty());
  }

  /** In a word of two or three letters a slip is no sign by itself. */
  private static Optional<String> meant(String word, String rest, Collection<String> schemes) {
    String small = word.toLowerCase(Locale.ROOT);
    if (schemes.contains(small)) {
      return Optional.of(small);
    }
    if (PROTOCOLS.contains(small)) {
      return Optional.empty();
    }
    return Nearest.to(small, schemes)
        .filter(it -> (it.length() > 3 && small.length() > 3) || rest.startsWith("//"));
  }

  private static Optional<Lookalike> elsewhere(String text, Collection<String> schemes) {
    if (ADDRESS.matcher(text).matches()) {
      return found("is an address, not a secret", known(schemes));
    }
    if (PATH.matcher(text).matches()) {
      return found("is the path of a file, not its content", "write file:/path");
    }
    return BLANK.matcher(text).matches()
        ? found("is a placeholder that was not replaced", known(schemes))
        : Optional.empty();
  }

  private static String known(Collection<String> schemes) {
    return "write where the value is: ${NAME}, "
        + String.join(", ", schemes.stream().map(it -> it + ":…").toList());
  }

  private static Optional<Lookalike> found(String what, String fix) {
    return Optional.of(new Lookalike(what, fix + REALLY));
  }
}
