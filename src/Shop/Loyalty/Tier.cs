namespace Shop.Loyalty;

/// <summary>The steps of the ladder, lowest first.</summary>
public enum Tier { Member, Silver, Gold, Vip }
