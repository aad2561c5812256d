package pipelinelock.store.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordProbeTest {
  @TempDir Path folder;

  @Test
  void aFileThatIsNotThereYetIsNotCreatedByAsking() {
    Path file = folder.resolve("deep/down/record.db");

    assertThat(RecordProbe.of(file)).isEqualTo(new RecordProbe(false, Optional.empty()));
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aRecordInUseIsWell() throws IOException {
    Path file = folder.resolve("record.db");
    try (var database = Database.open(file)) {
      assertThat(database).isNotNull();
      assertThat(RecordProbe.of(file)).isEqualTo(new RecordProbe(true, Optional.empty()));
    }
  }

  @Test
  void aFileThatIsNoDatabaseIsToldApart() throws IOException {
    Path file = Files.writeString(folder.resolve("record.db"), "shopping list: ".repeat(100));

    assertThat(RecordProbe.of(file).problem().orElseThrow())
        .isEqualTo(file + " is not an SQLite database, or is damaged");
    assertThat(file).hasContent("shopping list: ".repeat(100));
  }

  @Test
  void aFolderInItsPlaceIsInTheWay() throws IOException {
    Path file = Files.createDirectory(folder.resolve("record.db"));

    assertThat(RecordProbe.of(file).problem()).contains(file + " is not a file");
  }

  @Test
  void aFileInPlaceOfItsFolderIsInTheWay() throws IOException {
    Path file = Files.createFile(folder.resolve("not-a-folder"));

    assertThat(RecordProbe.of(file.resolve("record.db")).problem())
        .contains(file + " is not a folder");
  }
}
