using Shop.Kernel;

namespace Shop.Catalog;

/// <summary>What an attribute is called and whether one can filter by it.</summary>
public sealed class AttributeDefinition : Entity
{
    public const int NameMaxLength = 80;

    private AttributeDefinition() { }

    public string Code { get; private init; } = "";
    public string Name { get; private set; } = "";
    public bool Filterable { get; private set; }
    public int Position { get; private set; }

    public static AttributeDefinition Of(string code, string name, bool filterable, int position) =>
        new() { Code = code, Name = name, Filterable = filterable, Position = position };
}
