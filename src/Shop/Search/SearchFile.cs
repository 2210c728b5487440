using Microsoft.Data.Sqlite;

namespace Shop.Search;

/// <summary>One file of the index: the words of each product, and which state of it they are of. It holds nothing that the catalogue does not, so it may be thrown away at any time.</summary>
internal sealed class SearchFile : IDisposable
{
    /// <summary>Grows when what a file holds is written differently; older files are built anew.</summary>
    private const string Format = "2";
    private const string Weights = "bm25(products, 10.0, 5.0, 4.0, 3.0, 1.0)"; // name, brand, labels, attributes, description

    private readonly string _connection;
    private readonly Dictionary<long, Guid> _products = [];
    private readonly Dictionary<Guid, (long Row, long Stamp)> _documents = [];

    private SearchFile(string path)
    {
        Path = path;
        _connection = new SqliteConnectionStringBuilder { DataSource = path, DefaultTimeout = 5 }.ToString();
    }

    public string Path { get; }

    /// <summary>Which products it holds, and of which state.</summary>
    public IReadOnlyDictionary<Guid, (long Row, long Stamp)> Documents => _documents;

    public static SearchFile Create(string path)
    {
        var file = new SearchFile(path);
        using var connection = file.Connect();
        Run(connection, """
            pragma journal_mode=wal;
            create table meta (name text primary key, value text not null);
            create table documents (id integer primary key, product text not null unique, stamp integer not null);
            create virtual table products using fts5(name, brand, labels, attributes, description, content='', contentless_delete=1, tokenize='ascii', prefix='2 3');
            create virtual table words using fts5vocab(products, col);
            """);
        Run(connection, "insert into meta values ('format', $format)", ("$format", Format));
        return file;
    }

    /// <summary>Opens a file if it is whole and of today's format; null otherwise.</summary>
    public static SearchFile? TryOpen(string path)
    {
        if (!File.Exists(path)) return null;
        var file = new SearchFile(path);
        try
        {
            using var connection = file.Connect();
            if (Ask(connection, "select value from meta where name = 'format'") != Format || Ask(connection, "pragma quick_check(1)") != "ok")
            {
                file.Dispose();
                return null;
            }
            using var documents = connection.CreateCommand();
            documents.CommandText = "select id, product, stamp from documents";
            using var reader = documents.ExecuteReader();
            while (reader.Read()) file.Know(reader.GetInt64(0), reader.GetGuid(1), reader.GetInt64(2));
            return file;
        }
        catch (SqliteException)
        {
            file.Dispose();
            return null; // damaged: it is built anew
        }
    }

    /// <summary>Writes these products and takes those out, all or nothing. One caller at a time.</summary>
    public void Apply(IReadOnlyCollection<SearchDocument> written, IReadOnlyCollection<Guid> removed)
    {
        using var connection = Connect();
        using var transaction = connection.BeginTransaction();
        var next = _products.Count == 0 ? 1 : _products.Keys.Max() + 1;
        var rows = new List<(long Row, Guid Product, long Stamp)>(written.Count);
        using var forget = Command(connection, "delete from products where rowid = $row");
        using var forgetDocument = Command(connection, "delete from documents where id = $row");
        using var write = Command(connection, "insert into products(rowid, name, brand, labels, attributes, description) values ($row, $name, $brand, $labels, $attributes, $description)");
        using var writeDocument = Command(connection, "insert into documents(id, product, stamp) values ($row, $product, $stamp)");
        foreach (var product in written.Select(d => d.Product).Concat(removed).Where(_documents.ContainsKey))
        {
            Execute(forget, ("$row", _documents[product].Row));
            Execute(forgetDocument, ("$row", _documents[product].Row));
        }
        foreach (var d in written)
        {
            var row = _documents.TryGetValue(d.Product, out var known) ? known.Row : next++;
            Execute(write, ("$row", row), ("$name", d.Name), ("$brand", d.Brand), ("$labels", d.Labels), ("$attributes", d.Attributes), ("$description", d.Description));
            Execute(writeDocument, ("$row", row), ("$product", d.Product), ("$stamp", d.Stamp));
            rows.Add((row, d.Product, d.Stamp));
        }
        transaction.Commit();
        lock (_products)
        {
            foreach (var product in removed)
                if (_documents.Remove(product, out var gone)) _products.Remove(gone.Row);
            foreach (var (row, product, stamp) in rows) Know(row, product, stamp);
        }
    }

    /// <summary>The products that match an expression of FTS5, with how well.</summary>
    public IReadOnlyList<(Guid Product, double Score)> Match(string expression, int most)
    {
        var found = new List<(long Row, double Score)>();
        using (var connection = Connect())
        using (var command = Command(connection, most == int.MaxValue
            ? $"select rowid, -{Weights} from products where products match $words"
            : $"select rowid, -{Weights} as score from products where products match $words order by score desc limit $most"))
        {
            command.Parameters.AddWithValue("$words", expression);
            if (most != int.MaxValue) command.Parameters.AddWithValue("$most", most);
            using var reader = command.ExecuteReader();
            while (reader.Read()) found.Add((reader.GetInt64(0), reader.GetDouble(1)));
        }
        lock (_products)
            return [.. found.Where(f => _products.ContainsKey(f.Row)).Select(f => (_products[f.Row], f.Score))];
    }

    /// <summary>Every word in it, with the number of products that have it, and that have it where things are named.</summary>
    public IReadOnlyList<KnownWord> Words()
    {
        var words = new List<KnownWord>();
        using var connection = Connect();
        using var command = Command(connection, "select term, max(doc), max(case when col in ('name', 'brand', 'labels') then doc else 0 end) from words group by term");
        using var reader = command.ExecuteReader();
        while (reader.Read()) words.Add(new KnownWord(reader.GetString(0), reader.GetInt32(1), reader.GetInt32(2)));
        return words;
    }

    /// <summary>Lets go of the file.</summary>
    public void Dispose()
    {
        using var pool = new SqliteConnection(_connection);
        SqliteConnection.ClearPool(pool);
    }

    public static void Delete(string path)
    {
        foreach (var file in new[] { path, path + "-wal", path + "-shm" })
        {
            try
            {
                File.Delete(file);
            }
            catch (IOException)
            {
                // still open somewhere on a system that minds: the next start deletes it
            }
        }
    }

    private void Know(long row, Guid product, long stamp)
    {
        _products[row] = product;
        _documents[product] = (row, stamp);
    }

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection(_connection);
        connection.Open();
        return connection;
    }

    private static SqliteCommand Command(SqliteConnection connection, string sql)
    {
        var command = connection.CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static void Execute(SqliteCommand command, params ReadOnlySpan<(string Name, object Value)> values)
    {
        command.Parameters.Clear();
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value);
        command.ExecuteNonQuery();
    }

    private static void Run(SqliteConnection connection, string sql, params ReadOnlySpan<(string Name, object Value)> values)
    {
        using var command = Command(connection, sql);
        Execute(command, values);
    }

    private static string? Ask(SqliteConnection connection, string sql)
    {
        using var command = Command(connection, sql);
        return command.ExecuteScalar() as string;
    }
}

/// <summary>A word of the index: how many products have it in one of their texts, and in a name, a maker's name or a label.</summary>
internal readonly record struct KnownWord(string Text, int Products, int Named);

/// <summary>The words of one product, ready for the index, and the state they are of.</summary>
internal sealed record SearchDocument(Guid Product, long Stamp, string Name, string Brand, string Labels, string Attributes, string Description);
