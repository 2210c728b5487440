namespace Shop.Kernel;

/// <summary>Who does something and why; when is an argument of the step itself. Kept with every change that matters.</summary>
public sealed record Actor(ActorKind Kind, Guid? Id, string Name, string? Reason = null)
{
    public const int NameMaxLength = 200;

    public static readonly Actor System = new(ActorKind.System, null, "Shop");
    public static readonly Actor Gateway = new(ActorKind.Gateway, null, "Payment provider");

    public static Actor Guest(string email) => new(ActorKind.Customer, null, email);
    public static Actor Customer(Guid id, string name) => new(ActorKind.Customer, id, name);
    public static Actor Staff(Guid id, string name, string? reason = null) => new(ActorKind.Staff, id, name, reason);
}

/// <summary>On whose side an actor stands.</summary>
public enum ActorKind { System, Customer, Staff, Gateway }
