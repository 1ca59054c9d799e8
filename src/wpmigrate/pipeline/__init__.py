"""The one way through: read, index, place, convert, write, prove. A dry run is the same without apply."""
