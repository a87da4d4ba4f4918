import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.colin.api.ledger.Verification;
import io.colin.execution.store.sqlite.SqliteEventStore;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a restarted server says of its orders and positions, against the ledger: read with plain SQL and added up here, by
 * no code of the engine's. Run with Colin's class path:
 *
 * <pre>
 * java .ci/LedgerCheck.java KILLED            the chain of a killed run's ledger is intact
 * java .ci/LedgerCheck.java KILLED NOW URL    and the restarted run's ledger begins with it, and the server agrees with it
 * </pre>
 */
final class LedgerCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, String> statuses = new TreeMap<>();
    private final Map<String, BigDecimal> filled = new TreeMap<>();
    private final Map<String, BigDecimal> positions = new TreeMap<>();
    private int fills;

    private LedgerCheck() {}

    public static void main(String[] args) throws Exception {
        List<String> killed = chain(Path.of(args[0]));
        if (args.length == 1) {
            System.out.println("chain of the killed run intact: " + killed.size() + " records");
            return;
        }
        Path now = Path.of(args[1]);
        List<String> later = hashes(now);
        check("the ledger begins with the killed run's", killed, later.subList(0, killed.size()));
        LedgerCheck ledger = new LedgerCheck();
        ledger.read(now);
        ledger.compare(args[2]);
    }

    /** Hash of every record, after the store itself has found the chain intact. */
    private static List<String> chain(Path file) throws SQLException {
        Verification verification = SqliteEventStore.verify(file);
        if (!(verification instanceof Verification.Intact intact)) {
            throw new AssertionError(file + ": " + verification);
        }
        List<String> hashes = hashes(file);
        check("records", intact.records(), (long) hashes.size());
        return hashes;
    }

    private static List<String> hashes(Path file) throws SQLException {
        List<String> hashes = new ArrayList<>();
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT hash FROM event ORDER BY seq")) {
            while (rows.next()) {
                hashes.add(rows.getString(1));
            }
        }
        return hashes;
    }

    private static Connection open(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void read(Path file) throws SQLException, IOException {
        try (Connection connection = open(file);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT type, body FROM event ORDER BY seq")) {
            while (rows.next()) {
                add(rows.getString(1), JSON.readTree(rows.getString(2)));
            }
        }
    }

    private void add(String type, JsonNode body) {
        switch (type) {
            case "ParentCreated" -> statuses.put(body.at("/order/orderId").asText(), "INITIALIZED");
            case "OrderChanged" ->
                statuses.computeIfPresent(
                        body.at("/event/orderId").asText(),
                        (id, before) -> body.at("/after").asText());
            case "OrderFilled" -> fill(body);
            default -> {}
        }
    }

    private void fill(JsonNode body) {
        JsonNode fill = body.get("fill");
        BigDecimal quantity = new BigDecimal(fill.get("quantity").asText());
        boolean buy = fill.get("side").asText().equals("BUY");
        String parent = fill.get("parentId").asText();
        fills++;
        statuses.put(parent, body.get("parentStatus").asText());
        filled.merge(parent, quantity, BigDecimal::add);
        JsonNode symbol = fill.get("symbol");
        positions.merge(
                symbol.isTextual() ? symbol.asText() : symbol.toString(),
                buy ? quantity : quantity.negate(),
                BigDecimal::add);
    }

    private void compare(String url) throws IOException, InterruptedException {
        Map<String, String> served = new TreeMap<>();
        String cursor = "";
        do {
            JsonNode page = get(url + "/api/v2/orders?limit=100" + cursor);
            for (JsonNode order : page.get("items")) {
                String id = order.get("order_id").asText();
                served.put(id, order.get("status").asText().toUpperCase(java.util.Locale.ROOT));
                check(
                        "filled quantity of " + id,
                        filled.getOrDefault(id, BigDecimal.ZERO).stripTrailingZeros(),
                        new BigDecimal(order.get("filled_quantity").asText()).stripTrailingZeros());
            }
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.asText() : "";
        } while (!cursor.isEmpty());
        check("orders and their states", statuses, served);
        Map<String, BigDecimal> held = new HashMap<>();
        for (JsonNode position : get(url + "/api/v2/portfolio").get("positions")) {
            held.put(
                    position.get("symbol").asText(),
                    new BigDecimal(position.get("quantity").asText()).stripTrailingZeros());
        }
        positions.replaceAll((symbol, quantity) -> quantity.stripTrailingZeros());
        positions.values().removeIf(quantity -> quantity.signum() == 0);
        held.values().removeIf(quantity -> quantity.signum() == 0);
        check("positions", positions, new TreeMap<>(held));
        if (fills == 0) {
            throw new AssertionError("the run was killed before its first fill: nothing to compare");
        }
        System.out.println("as the ledger has it: " + statuses.size() + " orders, " + fills + " fills, positions " + held);
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = client.send(
                    HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
            check("status of " + url, 200, answer.statusCode());
            return JSON.readTree(answer.body());
        }
    }

    private static void check(String what, Object expected, Object actual) {
        if (!expected.equals(actual)) {
            throw new AssertionError(what + ": the ledger has " + expected + ", the server " + actual);
        }
    }
}
