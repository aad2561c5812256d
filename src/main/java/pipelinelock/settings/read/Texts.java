package pipelinelock.settings.read;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import pipelinelock.environment.EnvironmentName;
import pipelinelock.settings.EnvironmentSettings.Aws;
import pipelinelock.settings.source.Lookalike;

/**
 * Resolves a written value: fills in {@code ${NAME}} and, within an environment, its name for
 * {@code {env}}; fetches {@code file:/path}. What was filled in or fetched is not resolved again.
 */
public final class Texts {
  private static final String OWNER = "{env}";
  private static final Pattern DOLLAR = Pattern.compile("\\$\\$\\{|\\$\\{([^}]*)}?|\\{env}");
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  private final Map<String, String> environment;
  private final List<SecretSource> sources;
  private final Optional<EnvironmentName> owner;

  public Texts(Map<String, String> environment, List<SecretSource> sources) {
    this(environment, sources, Optional.empty());
  }

  private Texts(
      Map<String, String> environment,
      List<SecretSource> sources,
      Optional<EnvironmentName> owner) {
    this.environment = Map.copyOf(environment);
    this.sources = List.copyOf(sources);
    this.owner = owner;
  }

  /** These, within this environment. */
  public Texts of(EnvironmentName name) {
    return new Texts(environment, sources, Optional.of(name));
  }

  /** These, within this environment and fetched as it is to be asked for. */
  public Texts as(EnvironmentName name, Aws aws) {
    return new Texts(
        environment, sources.stream().map(each -> each.as(name, aws)).toList(), Optional.of(name));
  }

  /** Fills in and fetches; refuses what only looks as if it would be. */
  public Value<String> resolve(FileValue place, String written) {
    return resolve(place, written, Lookalike::of);
  }

  /** The same for a secret, which may be written as it is after {@code literal:}. */
  public Value<String> resolveSecret(FileValue place, String written) {
    return written.startsWith(Lookalike.LITERAL)
        ? Value.of(written.substring(Lookalike.LITERAL.length()))
        : resolve(place, written, Lookalike::ofSecret);
  }

  private Value<String> resolve(
      FileValue place,
      String written,
      BiFunction<String, Collection<String>, Optional<Lookalike>> suspicion) {
    Optional<SecretSource> source =
        sources.stream().filter(each -> written.startsWith(each.scheme() + ":")).findFirst();
    if (source.isPresent()) {
      String scheme = source.get().scheme();
      return fetch(place, source.get(), written.substring(scheme.length() + 1));
    }
    return suspicion
        .apply(written, schemes())
        .map(it -> place.<String>wrong(it.what(), it.fix()))
        .orElseGet(() -> fill(place, written).then(text -> unmistakable(place, written, text)));
  }

  /** A variable that is the whole value may have been meant to be filled in or fetched itself. */
  private Value<String> unmistakable(FileValue place, String written, String text) {
    var variable = VARIABLE.matcher(written);
    return Optional.of(text)
        .filter(_ -> variable.matches())
        .flatMap(it -> Lookalike.ofVariable(it, schemes()))
        .map(
            it ->
                place.<String>wrong(
                    "environment variable %s %s".formatted(variable.group(1), it.what()), it.fix()))
        .orElseGet(() -> Value.of(text));
  }

  private List<String> schemes() {
    return sources.stream().map(SecretSource::scheme).toList();
  }

  private Value<String> fetch(FileValue place, SecretSource source, String written) {
    return fill(place, written).then(name -> place.fetched(source, name));
  }

  /** Only fills in: for values that may begin with {@code file:} for a reason of their own. */
  public Value<String> fill(FileValue place, String written) {
    var filled = new StringBuilder();
    boolean sound = true;
    Matcher matcher = DOLLAR.matcher(written);
    while (matcher.find()) {
      Value<String> text = one(place, matcher);
      sound &= text.isSound();
      matcher.appendReplacement(filled, Matcher.quoteReplacement(text.sound().orElse("")));
    }
    matcher.appendTail(filled);
    return sound ? Value.of(filled.toString()) : Value.unsound();
  }

  private Value<String> one(FileValue place, Matcher found) {
    if (found.group().equals(OWNER)) {
      return owner
          .map(it -> Value.of(it.value()))
          .orElseGet(
              () ->
                  place.wrong(
                      "uses {env}, the environment's name, outside an environment",
                      "remove it, or move the key below an environment"));
    }
    String name = found.group(1);
    if (name == null) {
      return Value.of("${");
    }
    if (!found.group().endsWith("}") || !NAME.matcher(name).matches()) {
      return place.wrong(
          "has a '${' that is not followed by a variable's name and '}'",
          "write ${NAME}, or $${ if the value itself contains ${");
    }
    String text = environment.get(name);
    if (text == null) {
      return place.wrong(
          "environment variable %s is not set".formatted(name),
          "set it, or use the value or file:/path instead");
    }
    return Value.of(text);
  }
}
