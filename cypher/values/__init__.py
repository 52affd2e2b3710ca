"""Values as people give them: parameters, days and periods, finding a label by pinyin."""
