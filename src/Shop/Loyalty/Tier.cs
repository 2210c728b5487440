namespace Shop.Loyalty;

/// <summary>A rung of the club's ladder, lowest first. What each is called, asks for and gives is data of the rule set.</summary>
public enum Tier { Member, Silver, Gold, Vip }
