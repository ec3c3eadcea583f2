namespace Dialtone.Peers;

sealed record Item(int Id, string Name, decimal Price);

sealed record Wide(int Id, long Big, double? Ratio, string? Name, DateTime At, bool Flag, decimal Price, Guid Code);
