using System.Collections;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace Shop.Data;

/// <summary>What EF's model says about each table: its columns, how a value becomes one, and which rows an entity brings along.</summary>
internal sealed class BulkTables(IModel model)
{
    private static readonly ConditionalWeakTable<IModel, BulkTables> Known = [];

    private readonly ConcurrentDictionary<Type, BulkTable> _byType = new();
    private readonly Dictionary<string, int> _order = InOrderOfReferences(model);

    public static BulkTables Of(IModel model) => Known.GetValue(model, static m => new BulkTables(m));

    public BulkTable For(Type type) => _byType.GetOrAdd(type, t =>
        Describe(model.FindEntityType(t) ?? throw new InvalidOperationException($"{t.Name} has no table of its own.")));

    private BulkTable Describe(IEntityType type)
    {
        var name = type.GetTableName()!;
        var table = new BulkTable(name, _order[name], Columns(type, StoreObjectIdentifier.Table(name, type.GetSchema()), e => e).ToArray());
        foreach (var navigation in type.GetNavigations().Where(n => n.IsCollection))
        {
            var read = navigation.GetMemberInfo(forMaterialization: false, forSet: false) is System.Reflection.FieldInfo field
                ? field.GetValue
                : (Func<object, object?>)navigation.PropertyInfo!.GetValue;
            table.Parts.Add((Describe(navigation.TargetEntityType), e => (IEnumerable?)read(e)));
        }
        return table;
    }

    private static IEnumerable<BulkColumn> Columns(IEntityType type, StoreObjectIdentifier table, Func<object, object?> reach)
    {
        if (type.GetDerivedTypes().Any() || type.GetComplexProperties().Any()) throw new NotSupportedException($"{type.DisplayName()} is mapped in a way that bulk writing does not know.");
        foreach (var property in type.GetProperties())
        {
            if (property.GetColumnName(table) is not { } column) continue;
            var convert = property.GetTypeMapping().Converter?.ConvertToProvider;
            if (property.IsShadowProperty())
            {
                if (property.IsPrimaryKey() && type.FindOwnership() is not { IsUnique: false }) continue; // a part in its owner's row has its owner's key
                yield return new BulkColumn(column, (_, owner) => owner is null ? null : KeyOf(property, owner));
                continue;
            }
            var read = property.GetGetter();
            yield return new BulkColumn(column, (entity, _) =>
            {
                if (reach(entity) is not { } part || read.GetClrValue(part) is not { } value) return null;
                return convert is null ? value : convert(value);
            });
        }
        foreach (var part in type.GetNavigations().Where(n => !n.IsCollection && n.TargetEntityType.IsOwned() && !n.IsOnDependent))
        {
            var read = part.PropertyInfo!;
            foreach (var column in Columns(part.TargetEntityType, table, e => reach(e) is { } whole ? read.GetValue(whole) : null)) yield return column;
        }
    }

    private static object? KeyOf(IProperty foreignKey, object owner) =>
        foreignKey.GetContainingForeignKeys().First().PrincipalKey.Properties[0].GetGetter().GetClrValue(owner);

    // A table stands behind all those it refers to.
    private static Dictionary<string, int> InOrderOfReferences(IModel model)
    {
        var order = new Dictionary<string, int>();
        foreach (var table in model.GetRelationalModel().Tables) Visit(table, []);
        return order;

        void Visit(ITable table, HashSet<string> onTheWay)
        {
            if (order.ContainsKey(table.Name) || !onTheWay.Add(table.Name)) return;
            foreach (var reference in table.ForeignKeyConstraints) Visit(reference.PrincipalTable, onTheWay);
            order[table.Name] = order.Count;
        }
    }
}

/// <summary>One table as bulk writing sees it.</summary>
internal sealed record BulkTable(string Name, int Order, BulkColumn[] Columns)
{
    public List<(BulkTable Table, Func<object, IEnumerable?> Read)> Parts { get; } = [];
}

/// <summary>A column and the value an entity, or its owner, gives it: null or one of the few types a database stores.</summary>
internal sealed record BulkColumn(string Name, Func<object, object?, object?> Value);
