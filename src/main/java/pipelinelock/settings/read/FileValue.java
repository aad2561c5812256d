package pipelinelock.settings.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of the file, and where it is.
 *
 * @param path the full path of its key
 * @param name its key alone, or {@code -} in a list
 * @param keyMark where its key is
 */
public record FileValue(Reading reading, String path, String name, Mark keyMark, Node node) {
  private static final Set<Tag> PLAIN =
      Set.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.TIMESTAMP, Tag.SEQ, Tag.MAP);

  public FileValue child(String key, Mark mark, Node value) {
    return new FileValue(reading, path.isEmpty() ? key : path + "." + key, key, mark, value);
  }

  /** Reports a problem with this value. */
  public <T> Value<T> wrong(String what, String fix) {
    boolean fetched = reading.isFetched(path);
    reading.report(node.getStartMark(), path, what, fix);
    return fetched ? Value.unfetched() : Value.unsound();
  }

  /** What a source gives for this place. */
  public Value<String> fetched(SecretSource source, String name) {
    return reading.fetch(node.getStartMark(), path, source, name);
  }

  /** Reports that this value is of another form than it should be. */
  public <T> Value<T> isNot(String noun, String example) {
    return wrong("is not " + noun, write(name, example));
  }

  /** Reports a problem with the key, or with one that should stand below it. */
  public void wrongKey(Mark mark, String key, String what, String fix) {
    reading.report(mark, key, what, fix);
  }

  public static String write(String name, String example) {
    return "write for example '%s%s%s'".formatted(name, name.equals("-") ? " " : ": ", example);
  }

  /** The text here, filled in and fetched; never empty. */
  public Value<String> text(String noun, String example) {
    return written(noun, example)
        .then(written -> reading.texts(path).resolve(this, written))
        .then(text -> full(text, example));
  }

  /** The secret here, filled in and fetched; never empty. */
  public Value<String> secret(String noun, String example) {
    return written(noun, example)
        .then(written -> reading.texts(path).resolveSecret(this, written))
        .then(text -> full(text, example));
  }

  /** The text here, filled in, {@code file:} taken as a part of it; never empty. */
  public Value<String> textAsItIs(String noun, String example) {
    return written(noun, example)
        .then(written -> reading.texts(path).fill(this, written))
        .then(text -> full(text, example));
  }

  private Value<String> full(String text, String example) {
    return text.isBlank() ? wrong("is empty", write(name, example)) : Value.of(text);
  }

  private Value<String> written(String noun, String example) {
    if (!(node instanceof ScalarNode scalar)) {
      return mismatch(noun, write(name, example));
    }
    boolean nothing = node.getTag().equals(Tag.NULL);
    return untagged().then(_ -> Value.of(nothing ? "" : text(scalar)));
  }

  /** Without the line end that a block ends in, which nobody means as a part of a value. */
  private static String text(ScalarNode scalar) {
    return switch (scalar.getScalarStyle()) {
      case LITERAL, FOLDED -> scalar.getValue().replaceFirst("[\\r\\n]+\\z", "");
      default -> scalar.getValue();
    };
  }

  /** The values of the list here. */
  public Value<List<FileValue>> list(String noun, String example) {
    if (!(node instanceof SequenceNode sequence)) {
      String fix = write(name, example);
      return empty() ? wrong("is empty", fix) : mismatch(noun, fix);
    }
    return untagged().then(_ -> Value.of(items(sequence)));
  }

  private List<FileValue> items(SequenceNode sequence) {
    var items = new ArrayList<FileValue>();
    for (Node item : sequence.getValue()) {
      String itemPath = "%s[%d]".formatted(path, items.size() + 1);
      items.add(new FileValue(reading, itemPath, "-", item.getStartMark(), item));
    }
    return items;
  }

  /** The keys and values of the section here. */
  public Value<Section> section() {
    String fix = "write its keys below it, indented by two spaces";
    if (!(node instanceof MappingNode mapping)) {
      return empty() ? wrong("is empty", fix) : mismatch("a section", fix);
    }
    return untagged().then(_ -> Section.of(this, mapping));
  }

  public boolean holdsList() {
    return node instanceof SequenceNode;
  }

  public boolean holdsSection() {
    return node instanceof MappingNode;
  }

  /** This place, named by another path. */
  public FileValue under(String otherPath) {
    return new FileValue(reading, otherPath, name, keyMark, node);
  }

  private boolean empty() {
    return node.getTag().equals(Tag.NULL);
  }

  private <T> Value<T> mismatch(String noun, String fix) {
    String found =
        switch (node) {
          case MappingNode _ -> "a section";
          case SequenceNode _ -> "a list";
          default -> "a single value";
        };
    return wrong("is %s, not %s".formatted(found, noun), fix);
  }

  /** Tags ask a YAML reader to build objects; this reader builds none. */
  private Value<Node> untagged() {
    return PLAIN.contains(node.getTag())
        ? Value.of(node)
        : wrong("has a YAML tag", "write the value without the word that starts with '!'");
  }
}
